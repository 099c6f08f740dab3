"""``python -m intlindex.sentences`` prints the reference of codes, ``docs/reference/codes.md``, as Markdown."""

import sys

from intlindex.sentences.reference import reference

if __name__ == "__main__":
    sys.stdout.write(reference())
