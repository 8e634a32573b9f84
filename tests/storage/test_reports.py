def test_a_report_is_found_by_the_digest_of_its_revision(workspace):
    kept = workspace.reports.keep("ab" * 32, b"%PDF first")
    assert kept.read_bytes() == b"%PDF first"
    assert workspace.reports.path("ab" * 32) == kept
    assert workspace.reports.path("cd" * 32) is None


def test_a_report_made_again_replaces_the_earlier_one(workspace):
    workspace.reports.keep("ab" * 32, b"%PDF first")
    assert workspace.reports.keep("ab" * 32, b"%PDF second").read_bytes() == b"%PDF second"
