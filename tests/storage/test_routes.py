def test_an_order_is_kept_for_each_campaign(workspace):
    workspace.routes.keep("2026-05", ["c", "a"])
    workspace.routes.keep("", ["b"])
    assert workspace.routes.route("2026-05") == ("c", "a")
    assert workspace.routes.route("") == ("b",)


def test_a_new_order_takes_the_place_of_the_old_one(workspace):
    workspace.routes.keep("", ["c", "a"])
    workspace.routes.keep("", ["a"])
    assert workspace.routes.route("") == ("a",)
