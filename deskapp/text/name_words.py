"""The words in and around names that say how to address somebody, not who they are."""

from deskapp.text.folding import words


def _set(text: str) -> frozenset[str]:
    return frozenset(word for one in text.split() for word in words(one))


_HE = "mr mister herr monsieur m señor sr signor sig don pan"
_SHE = (
    "mrs miss ms madam frau fräulein fru mevrouw kyria gospozha mme madame mlle mademoiselle señora sra señorita srta "
    "signora doña pani"
)
_ANYBODY = """
    dr doctor prof professor mx sir dame rev reverend father sister dott dottore dottoressa dra dipl ing hon mag univ
    pd ddr lt lieutenant col colonel capt captain sgt sergeant maj major gen general lord lady ra rechtsanwalt
    rechtsanwältin maître me avv ingeniero ingeniera lic arq
"""
TITLES = {**dict.fromkeys(_set(_ANYBODY), ""), **dict.fromkeys(_set(_HE), "m"), **dict.fromkeys(_set(_SHE), "f")}
"""The titles, each with the gender that it tells: m, f, or none."""
NAMES_TOO = _set("don m pan pani father sister hon ing sig sr mag gen maj major general lord lady me")
"""Titles that are names as well: they count as titles only before two more words."""
AFTER_A_TITLE = _set("med phil rer nat jur iur oec techn theol hc mult habil dent vet fh")
WITHOUT_VOWELS = _set("ng jr sr dr mr mrs ms st hr fr md dds phd ltd llc bv nv")
"""Short words without a vowel that are no initials."""
GENERATIONS = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "2nd": "2", "iii": "3", "3rd": "3", "iv": "4",
    "4th": "4", "the second": "2", "the third": "3", "the fourth": "4",
}  # fmt: skip
DEGREES = _set("phd md dds esq cpa mba bsc msc llm jd dvm cbe obe mbe ret")
DEGREES_AFTER_A_COMMA = _set("ma ba rn do pe")
PARTICLES = _set(
    "van von vander vanden vande der den de la las los dela delos delas del della dei di da do dos das du des le ter "
    "ten te zu zur zum af av al el as ash bin ibn ben abu bint mac mc o d l y e"
)
ARTICLES = _set("al el as ash")
"""One and the same article in its sounds."""
FILLERS = _set("from at of with and und et the by aus")
LEGAL_FORMS = _set("ltd limited inc llc llp plc gmbh ag co corp corporation company bv nv sa sas srl spa ab oy")
FIRMS = _set(
    "agency associates atelier bakery bank bar bistro books bros brothers builders cafe center centre chemist church "
    "cleaning clinic club college construction consulting council dental design diner electric energy engineering "
    "florist foods foundation garage group heating hospital hotel institute insurance international kitchen law legal "
    "library logistics media motors museum partners pharmacy plumbing properties records repair restaurant salon "
    "school security services shop society software solutions sons store studio supplies systems taxi technologies "
    "trading transport travel trust university works bäckerei praxis schule verein werkstatt verlag hotels "
    "boulangerie école pharmacie panadería tienda farmacia escuela"
)
"""Words that only the names of companies have."""
MARKED_WORDS = frozenset((*TITLES, *GENERATIONS, *DEGREES, "third", "second", "fourth"))
"""Words for which a name has to be taken apart; so it has for those that begin with `mac`."""
