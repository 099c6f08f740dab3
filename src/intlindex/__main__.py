"""``python -m intlindex`` is the command line."""

import sys

from intlindex.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
