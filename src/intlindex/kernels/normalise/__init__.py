"""Normalisation: from values of any unit to commensurate ones."""
