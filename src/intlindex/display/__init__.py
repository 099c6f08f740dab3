"""How results look: as text, HTML, Markdown and LaTeX."""
