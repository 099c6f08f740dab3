"""How results look: in a terminal, in a notebook, in files, on the command line."""
