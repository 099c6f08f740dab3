"""``python -m intlindex`` is the command line."""

import sys

from intlindex.presentation.cli import main

if __name__ == "__main__":
    sys.exit(main())
