"""The words by which people say that no allergy is known: they are no allergy."""

from deskapp.text.folding import words

_DENIALS = frozenset(
    words(
        "no none not never nothing nil non nope without free nka nkda nkfa na n kein keine keinen keinerlei nichts "
        "nein ohne aucun aucune pas rien sans neant néant ningun ningún ninguna ninguno nada sin zero 0"
    )
)
_SHORT_FOR_NONE = frozenset(("na", "nka", "nkda", "nkfa"))
_AROUND = frozenset(
    words(
        "a any known allergy allergies allergic allergen allergens food foods drug drugs medicine medication "
        "intolerance intolerances reported recorded stated declared of that we know to anything at all so far yet is "
        "are has have there the she he they d bekannt bekannte bekannten bekannter allergie allergien "
        "unverträglichkeit unverträglichkeiten lebensmittelallergie lebensmittelallergien hat sind es de la "
        "connue connues connu connus allergique alergia alergias alérgico alérgica conocida conocidas conocido "
        "conocidos alimentaire alimentaires alimentaria alimentarias nkda nka nkfa"
    )
)
_SAYS_ALLERGY = ("allerg", "alerg", "intoler", "unvertr", "lebensmittelallerg", "known", "bekannt", "connu", "conocid")


def says_none(text: str) -> bool:
    """Whether it says that no allergy is known (`none`, `NKA`, `keine bekannt`), and nothing else: `no nuts` does."""
    told = words(text.replace("'", " ").replace("’", " "))
    if not told:
        return not any(letter.isalnum() or letter == "?" for letter in text)
    if "".join(told) in _SHORT_FOR_NONE:
        return True
    if _DENIALS.isdisjoint(told) or not all(word in _DENIALS or word in _AROUND for word in told):
        return False
    return (
        len(told) == 1 or all(word in _DENIALS for word in told) or any(one.startswith(_SAYS_ALLERGY) for one in told)
    )
