"""Fail where a test was skipped that this machine can run.

Other interpreters may be absent, and notebooks run later, with the packages that they need.
"""

import sys
import xml.etree.ElementTree as ET

skipped = [
    (case.get("classname"), case.get("name"), skip.get("message", ""))
    for report in sys.argv[1:]
    for case in ET.parse(report).iter("testcase")
    for skip in case.iter("skipped")
]
for classname, name, why in skipped:
    print(f"skipped: {classname}::{name}: {why}")
MAY_BE_ABSENT = ("interpreter", "jupytext")
wrong = [skip for skip in skipped if not any(word in skip[2] for word in MAY_BE_ABSENT)]
if wrong:
    sys.exit(f"{len(wrong)} tests were skipped that CI must run")
