def test_a_report_is_found_by_the_digest_of_its_revision(workspace):
    kept = workspace.reports.keep("check-1", "ab" * 32, b"%PDF first")
    assert kept.read_bytes() == b"%PDF first"
    assert workspace.reports.path("ab" * 32) == kept
    assert workspace.reports.path("cd" * 32) is None


def test_a_report_made_again_replaces_the_earlier_one(workspace):
    workspace.reports.keep("check-1", "ab" * 32, b"%PDF first")
    assert (
        workspace.reports.keep("check-1", "ab" * 32, b"%PDF second").read_bytes() == b"%PDF second"
    )


def test_the_reports_of_a_check_are_those_of_all_its_revisions(workspace):
    first = workspace.reports.keep("check-1", "ab" * 32, b"%PDF")
    second = workspace.reports.keep("check-1", "aa" * 32, b"%PDF")
    workspace.reports.keep("check-2", "ac" * 32, b"%PDF")
    assert workspace.reports.of_check("check-1") == (second, first)
