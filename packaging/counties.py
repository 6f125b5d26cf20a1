"""Where the counties of the United States lie.

python packaging/counties.py counties-10m.json > us_counties.tsv

Reads the county outlines of npm's `us-atlas` 3 (US Census Bureau, cartographic boundaries of 2017, public domain). Run by hand:
counties hardly change, and their middles are all that the gazetteer needs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import shapely
from derive import _geometries, _load
from shapely.geometry import shape


def main(path: Path) -> None:
    """Write FIPS code, latitude and longitude of each county's middle to standard output."""
    topology = _load(path)
    source = topology["objects"]["counties"]["geometries"]
    rows = []
    for raw, geometry in zip(source, _geometries(topology, "counties"), strict=True):
        outline = shapely.make_valid(shape(geometry))
        if outline.is_empty:
            continue
        point = outline.centroid if outline.contains(outline.centroid) else outline.representative_point()
        rows.append(f"{raw['id']}\t{point.y:.3f}\t{point.x:.3f}\n")
    sys.stdout.write("fips\tlatitude\tlongitude\n" + "".join(sorted(rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
