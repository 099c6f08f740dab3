"""What comes out of scoring, as tables with names."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, partial

import pandas as pd

from intlindex.core import description
from intlindex.core.data.outside_cities import unknown_city
from intlindex.core.data.table import Table, labelled, labels
from intlindex.core.languages import Spoken
from intlindex.core.pipeline.fits import Fits
from intlindex.core.pipeline.index_findings import all_findings
from intlindex.core.pipeline.preparation import Preparation, Stages
from intlindex.core.pipeline.scoring import Scoring
from intlindex.core.pipeline.screening import Screening
from intlindex.core.ranking_table import rank_table, ranked_or_scored, ranking_of
from intlindex.display.findings import findings_frame
from intlindex.display.shown import Shown
from intlindex.errors import UnknownNameError, nearest
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.sentences.voices import language_spoken
from intlindex.specs import Framework, FrozenMap, Method
from intlindex.specs.names import Names

__all__ = ["ScoreTables"]


@dataclass(frozen=True, eq=False, repr=False)
class ScoreTables(Spoken):
    """What came in, what was learned from it, and what comes out: a value of which each access returns a new copy.

    All tables are indexed by the display names of cities and have node ids as columns.
    """

    definition: Framework
    """What is measured, as given."""
    fits: Fits
    """What was fitted, and arrays by position."""
    reading_findings: tuple[Finding, ...] = ()
    """What was noticed when the data was read."""

    # ---------------------------------------------------------------- what was fitted

    @property
    def table(self) -> Table:
        """The data as read.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").table.values.shape
        (37, 25)
        """
        return self.fits.table

    @property
    def method(self) -> Method:
        """How it is combined.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").method.rank.ties
        'min'
        """
        return self.fits.method

    @property
    def reweighting(self) -> FrozenMap[float]:
        """Weights that replace those of the framework, by node id.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("ieci-2022")
        >>> index.reweight(influence=2).reweighting["influence"]
        2.0
        """
        return self.fits.reweighting

    @property
    def screening(self) -> Screening:
        """Which cities and indicators are scored.

        Examples
        --------
        >>> import intlindex as ix
        >>> bool(ix.load("ieci-2022").screening.units.all())
        True
        """
        return self.fits.screening

    @property
    def preparation(self) -> Preparation:
        """What was learned from the data for preparing indicators.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").preparation.signs.shape
        (25,)
        """
        return self.fits.preparation

    @property
    def prepared(self) -> Stages:
        """The values of all cities and scored indicators after each step.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").prepared.normalised.shape
        (37, 25)
        """
        return self.fits.prepared

    @property
    def scoring(self) -> Scoring:
        """What was decided at nominal weights: blanks, fills, grids.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").scoring.blank.shape
        (40, 37)
        """
        return self.fits.scoring

    # ---------------------------------------------------------------- what comes out

    @property
    def framework(self) -> Framework:
        """What is scored: the definition without the indicators that screening left out.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> [node.id for node in index.framework.children("index")]
        ['attractiveness', 'influence', 'connectivity']
        """
        return self.fits.framework

    @property
    def cities(self) -> tuple[str, ...]:
        """Display names, in the order of the data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.cities[:3]
        ('London', 'New York', 'Paris')
        """
        return self.fits.cities

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes, level by level from the root.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.nodes[:3]
        ('index', 'attractiveness', 'influence')
        """
        return self.fits.nodes

    @property
    def raw(self) -> pd.DataFrame:
        """Raw values as read, cities by indicators.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.raw.loc["Beijing", "world_heritage"]
        np.float64(6.0)
        """
        return self.table.frame()

    @property
    def normalised(self) -> pd.DataFrame:
        """Commensurate values as aggregated, cities by indicators; higher is better.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.normalised.loc["Beijing", "world_heritage"]  # no city has more
        np.float64(100.0)
        """
        return self.stage("normalised")

    def stage(self, name: str) -> pd.DataFrame:
        """Return the values after one step of the preparation, cities by scored indicators.

        Parameters
        ----------
        name : {"denominated", "transformed", "imputed", "treated", "normalised"}
            The step.

        Returns
        -------
        DataFrame
            The values; blank where there are none.

        Raises
        ------
        UnknownNameError
            If there is no such step.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.stage("treated").equals(index.raw)
        True
        """
        names = [stage.name for stage in fields(self.prepared)]
        if name not in names:
            raise UnknownNameError(say("unknown-name/scoring-stage", found=name, hint=nearest(name, names)))
        return labelled(getattr(self.prepared, name).copy(), self.cities, self.fits.indicators)

    @property
    def imputed(self) -> pd.DataFrame:
        """The cells that were imputed: city, indicator, value (after transforms) and kind of imputation.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> method = index.method.replace(indicators={"impute": {"kind": "median"}})
        >>> index.replace(method=method).imputed.query("indicator == 'pm25'")["city"].to_list()
        ['New York']
        """
        return self.fits.imputed()

    @property
    def treatment(self) -> pd.DataFrame:
        """What was done to outliers, one row for each indicator with a treatment, and why.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> method = index.method.replace(indicators={"treat": {"kind": "winsorise"}})
        >>> index.replace(method=method).treatment.set_index("indicator").loc["gdp", "kind"]
        'winsorise'
        """
        return self.fits.treatment()

    @property
    def scores(self) -> pd.DataFrame:
        """Scores, cities by all nodes; blank where a city has too little data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.scores.loc["Beijing", ["index", "influence"]].round(1).to_list()
        [41.4, 69.0]
        """
        return labelled(self.fits.scores.T.copy(), self.cities, self.nodes)

    @property
    def ranks(self) -> pd.DataFrame:
        """Ranks among the cities, cities by all nodes; <NA> where the score is blank.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.ranks.loc["Beijing", ["index", "influence"]].to_list()
        [8, 1]
        """
        return rank_table(self.fits)

    @property
    def ranking(self) -> pd.DataFrame:
        """The cities, best first: rank, city, score, class where there are any, and one column per child of the root.

        Cities without a score come last, with rank <NA>. Cities of one rank keep the order of the data.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.ranking.loc[:1, ["rank", "city", "score"]].round(1).to_numpy().tolist()
        [[1, 'London', 63.7], [2, 'Paris', 50.1]]
        """
        return self._ranking.copy()

    @cached_property
    def _ranking(self) -> pd.DataFrame:
        return ranking_of(self.fits)

    @property
    def classes(self) -> pd.DataFrame:
        """Labels of the classes that the scores fall into, cities by the nodes that have classes.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> classes = {"cuts": [20, 40], "labels": ["low", "medium", "high"]}
        >>> index.replace(method=index.method.replace(classes=classes)).classes.loc["Beijing", "index"]
        'high'
        """
        fits, names = self.fits, partial(self.fits.class_names, language=language_spoken())
        columns = {node: names(node, fits.scores[self.nodes.index(node)]) for node in fits.class_rules}
        return pd.DataFrame(columns, index=labels(self.cities, "city"))

    @property
    def weights(self) -> pd.Series[float]:
        """Share of each node among its siblings.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.weights[["influence", "embassies"]].round(3).to_list()
        [0.333, 0.5]
        """
        return pd.Series(self.fits.shares.copy(), index=list(self.nodes), name="weight")

    @property
    def effective_weights(self) -> pd.Series[float]:
        """Product of the shares from the root down to each node.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.effective_weights[["influence", "embassies"]].round(3).to_list()
        [0.333, 0.042]
        """
        return pd.Series(self.scoring.tree.effective(self.fits.shares), index=list(self.nodes), name="effective_weight")

    @property
    def findings(self) -> pd.DataFrame:
        """What is worth knowing about data and result: code, severity, node, message.

        Examples
        --------
        >>> import intlindex as ix
        >>> index = ix.load("example")
        >>> index.findings.loc[0, ["code", "node"]].to_list()
        ['filled-blank', 'pm25']
        """
        return findings_frame(all_findings(self.reading_findings, self.fits))

    def city(self, name: str) -> str:
        """Return the display name of a city that is asked for by any of its names.

        Raises
        ------
        UnknownNameError
            If no city has that name, with the nearest that one has.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("example").city("香港")
        'Hong Kong'
        """
        if not isinstance(name, str):
            raise UnknownNameError(say("unknown-city/not-a-name", found=f"{name!r:.40}"))
        try:
            return self.table.resolve(name)
        except UnknownNameError:
            if name in self.nodes:
                raise UnknownNameError(say("unknown-city/node", found=name)) from None
            if Names(self.table.names).found(name):  # it may be one of several
                raise
            raise unknown_city(name, self.table.names, self.definition.id, len(self.cities)) from None

    def __repr__(self) -> str:
        return description.as_text(self.fits, ranked_or_scored(self.fits))

    @property
    def shown(self) -> Shown:
        """What there is to show: what the index is, and its ranking.

        Examples
        --------
        >>> import intlindex as ix
        >>> ix.load("ieci-2022").shown.digits
        1
        """
        return description.shown(self.fits, self.ranking)

    def _repr_html_(self) -> str:
        return description.as_html(self.fits, ranked_or_scored(self.fits))
