"""``intlindex audit``: what it prints in every format, and when it fails."""

import csv
import io
import json

import pytest

import intlindex as ix

pytestmark = pytest.mark.slow

WARNINGS = "skewed,against-index"


def test_audit_reads_well_in_80_columns_with_advice_and_every_finding(result, ieci_audit):
    text = result("audit")
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    for code, severity, node, message in ieci_audit.findings.itertuples(index=False):
        assert f"{severity} {code}" in flat
        assert (f"- {node}: {message}" if node else f"- {message}") in flat
    assert "Treat the indicator" in flat
    assert flat.index("warning skewed") < flat.index("info sparse-city")


def test_audit_as_csv_is_the_table_of_findings(result, ieci_audit):
    rows = list(csv.DictReader(io.StringIO(result("audit", "--format", "csv"))))
    assert rows == ieci_audit.findings.to_dict("records")


def test_audit_as_json_holds_findings_rules_and_tables(result, ieci_audit):
    record = json.loads(result("audit", "--format", "json"), parse_constant=pytest.fail)
    audit = ieci_audit
    assert record["format"] == "intlindex/audit/1"
    assert record["version"] == ix.__version__
    assert record["findings"] == audit.findings.to_dict("records")
    assert {rule["code"] for rule in record["rules"]} == set(audit.rules["code"])
    alphas = {row["group"]: row["alpha"] for row in record["tables"]["reliability"]}
    assert alphas == audit.reliability["alpha"].to_dict()
    assert len(record["tables"]["correlations"]) == 40 * 39 // 2
    assert all(record["tables"].values())


def test_audit_fails_on_a_severity_and_still_writes_what_it_found(command, result):
    outcome = command("audit", "--fail-on", "warning")
    assert outcome.code == 3
    assert outcome.out == result("audit")
    assert outcome.err == ("intlindex: audit: findings of severity 'warning' or above: 6 skewed, 1 against-index\n")
    assert command("audit", "--fail-on", "info", "--format", "json").code == 3


def test_audit_does_not_fail_on_what_is_not_there_or_is_ignored(command):
    assert command("audit", "--fail-on", "error").code == 0
    outcome = command("audit", "--fail-on", "warning", "--ignore", WARNINGS)
    assert (outcome.code, outcome.err) == (0, "")
    assert "skewed" not in outcome.out


def test_a_failing_audit_writes_its_file(command, tmp_path):
    path = tmp_path / "audit.csv"
    outcome = command("audit", "--fail-on", "warning", "--format", "csv", "--out", path)
    assert (outcome.code, outcome.out) == (3, "")
    assert path.read_text("utf-8").startswith("code,severity,node,message\n")


def test_a_failing_audit_is_seen_by_the_caller_of_the_process(process):
    done = process("audit", "--fail-on", "warning", "--format", "csv")
    assert done.returncode == 3
    assert done.stdout.startswith(b"code,severity,node,message")
    assert b"Traceback" not in done.stderr


def test_an_index_of_ones_own_is_audited(command, own):
    outcome = command("audit", "--framework", own.framework, "--data", own.data, "--method", own.method)
    assert outcome.code == 0
    assert "Audit of mine: My index" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--ignore", "skewd"], 3, "no code 'skewd'; did you mean 'skewed'?"),
        (["--fail-on", "warn"], 2, "invalid choice: 'warn'"),
        (["--fail-on", "warning", "--out", ""], 2, "--out: expected a file name"),
        (["--fail-on", "warning", "--out", "/no/such/folder/x"], 3, "cannot be written"),
    ],
)
def test_wrong_arguments_are_refused(command, arguments, code, said):
    outcome = command("audit", *arguments)
    assert outcome.code == code
    assert said in outcome.err
    assert outcome.out == ""
