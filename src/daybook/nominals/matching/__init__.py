"""Who is the same person: a plain library, no Django, no database. Analysts may import it in a notebook.

    from daybook.nominals.matching import Scorer, Written, clean, link

    linked = link([clean(written) for written in export])       # learn and group a whole export
    scorer = Scorer(linked.model, size=len(export))
    asked = clean(Written("", names=(("Smyth", "Bill"),), births=("3/4/1980",)))
    for match in scorer.best(asked, candidates):                # those that share a key of query_keys(asked)
        print(match.bits, scorer.waterfall(asked, match.candidate))

One definition of what is compared (`features`) and of which pairs are worth comparing (`keys`) serves the search
while somebody types and the batches. Scores are in bits, prior included: at 0 one person is as likely as two.
"""

from daybook.nominals.matching.batch import Linked, link
from daybook.nominals.matching.blocking import candidate_pairs
from daybook.nominals.matching.cleaning import Birth, Cleaned, Dummies, Name, Written, clean
from daybook.nominals.matching.clusters import Clusters, Refused, Thresholds, grow
from daybook.nominals.matching.features import FIELDS, compare
from daybook.nominals.matching.keys import Kind, index_keys, kind_of, query_keys, record_keys
from daybook.nominals.matching.model import Model, ModelError, starting_model, train
from daybook.nominals.matching.pairs import Edge, Edges, Pairs
from daybook.nominals.matching.rules import Rules, identity, usual_names
from daybook.nominals.matching.scorer import Match, Scorer, Step
from daybook.nominals.matching.vocabulary import Vocabulary

__all__ = [
    "FIELDS",
    "Birth",
    "Cleaned",
    "Clusters",
    "Dummies",
    "Edge",
    "Edges",
    "Kind",
    "Linked",
    "Match",
    "Model",
    "ModelError",
    "Name",
    "Pairs",
    "Refused",
    "Rules",
    "Scorer",
    "Step",
    "Thresholds",
    "Vocabulary",
    "Written",
    "candidate_pairs",
    "clean",
    "compare",
    "grow",
    "identity",
    "index_keys",
    "kind_of",
    "link",
    "query_keys",
    "record_keys",
    "starting_model",
    "train",
    "usual_names",
]
