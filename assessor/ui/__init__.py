"""The windows: thin views over the domain, and the only package that knows Qt.

`main_window` shows one page at a time: `today_page`, `check_page` (the heart, over
`fieldwork`, the open draft), `ranking_page` and `settings_page`. A page is built anew when
the language or the theme changes, so none of them translates itself; `in_hand` carries over
what was half typed. Whatever a page may touch comes with its `Desk`.
"""
