"""Every sentence that a person reads, as a template with named values, in catalogues by language."""

from intlindex.sentences.catalogues import LANGUAGES, catalogue
from intlindex.sentences.sentence import Sentence, code_of, say, spoken_now, values_of

__all__ = ["LANGUAGES", "Sentence", "catalogue", "code_of", "say", "spoken_now", "values_of"]
