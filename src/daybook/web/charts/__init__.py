"""Charts as SVG, drawn on the server: no script, no inline style, the same picture for the same data.

A chart is made from a caption (slug, title, one-sentence finding) and its data, and always comes as three things:
the picture, the table of every number in it, and the CSV. There is no way to get the picture alone.

    chart = bars(Caption("force-used", "Force used", "Force was used in 3 of 41 detentions."), "Detentions", rows)
    {% chart chart %}                            in a template
    csv_asked(request, [chart, …])               in the view: the CSV that a link below the picture asks for

One kind is one file here: a function that takes a caption and data, places `marks` and gives a `Chart`. Across,
places are per cent of the width, so that a phone gets the same letters as a desk; down, they are pixels.
"""

from daybook.web.charts.bars import bars
from daybook.web.charts.burn_down import burn_down
from daybook.web.charts.chart import Caption, Chart, Value, csv_asked
from daybook.web.charts.cumulative import cumulative
from daybook.web.charts.gantt import Work, gantt
from daybook.web.charts.heat_grid import Axis, heat_grid
from daybook.web.charts.histogram import counted, histogram
from daybook.web.charts.line import line
from daybook.web.charts.line_with_band import Band, line_with_band
from daybook.web.charts.matrix import matrix
from daybook.web.charts.ring import ring
from daybook.web.charts.scatter import Dot, Quarters, scatter
from daybook.web.charts.stacked_area import stacked_area
from daybook.web.charts.stacked_bars import stacked_bars
from daybook.web.charts.waterfall import waterfall

__all__ = [
    "Axis",
    "Band",
    "Caption",
    "Chart",
    "Dot",
    "Quarters",
    "Value",
    "Work",
    "bars",
    "burn_down",
    "counted",
    "csv_asked",
    "cumulative",
    "gantt",
    "heat_grid",
    "histogram",
    "line",
    "line_with_band",
    "matrix",
    "ring",
    "scatter",
    "stacked_area",
    "stacked_bars",
    "waterfall",
]
