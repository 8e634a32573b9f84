"""What leaves the program and comes back: documents, result files, spreadsheets.

`codec` turns documents into canonical JSON and back, `container` packs them with their
photos into result files, `spreadsheets` speaks to people who live in tables. Everything
that is read is taken for hostile; whoever signed it is none of this package's business.
"""
