"""Print one of the README's two commands: the block that follows <!-- command: NAME -->."""

import re
import sys
from pathlib import Path

name = sys.argv[1]
readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
found = re.search(rf"<!-- command: {re.escape(name)} -->\s*```(?:bash|sh|console)\n(.*?)```", readme, re.DOTALL)
if found is None:
    sys.exit(f"README.md has no block marked <!-- command: {name} -->")
print(found.group(1).strip())
