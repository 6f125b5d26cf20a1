"""First-level regions as they are today: GeoNames' codes joined to the basemap's older outlines by the towns within.

A country that is in `admin1.tsv` gets exactly the regions of that table. Each outline of the basemap belongs to the region whose name
it bears, else to that of most of its towns. Where several outlines belong to one region they are united, and are second-level
themselves (the provinces of Burkina Faso). Where an outline holds the towns of several regions it is divided between them, each
point going to the region of the nearest town: an approximation, and the best that the towns tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from geodata.gazetteer.entries import Entry
from geodata.gazetteer.names import fold
from geodata.gazetteer.outlines import country_outlines, polygons, region_outlines
from geodata.gazetteer.tables import Admin1, first_level
from geodata.model import Place

_SHARE = 0.15  # of an outline's towns that make a second region of it, where its name is none of today's
_TOWNS = 5  # and so many of them: fewer are towns filed wrongly


class Region(NamedTuple):
    """A region with its outline; `row` is its line of the table, None for one that the table does not hold."""

    country_code: str
    name: str
    feature_code: str  # ADM1, ADM2 within one, ADM1H for one that was divided since
    admin1_code: str
    outline: Any
    inside: tuple[Place, ...]
    row: Admin1 | None = None


class _Outline(NamedTuple):
    name: str
    shape: Any
    towns: tuple[Place, ...]


def administrative_regions(towns: Sequence[Entry]) -> Iterator[Region]:
    """Every region of every country that has an outline."""
    table = first_level()
    by_country = _by_country(towns, table)
    for code, found in by_country.items():
        if code in table:
            yield from _joined(code, found, table[code])
        else:
            for outline in found:
                yield Region(code, outline.name, "ADM1", _most(outline.towns), outline.shape, outline.towns)


def _by_country(towns: Sequence[Entry], table: Mapping[str, Mapping[str, Admin1]]) -> dict[str, list[_Outline]]:
    """The basemap's regions with the towns within; the country itself where it has none (Palestine)."""
    import shapely

    shapes = region_outlines()
    drawn = {code for code, _ in shapes}
    shapes.update(((code, ""), shape) for code, shape in country_outlines().items() if code in table and code not in drawn)
    points = shapely.points([(entry.place.longitude, entry.place.latitude) for entry in towns])
    inside: dict[int, list[Place]] = defaultdict(list)
    for town, region in shapely.STRtree(list(shapes.values())).query(points, predicate="intersects").T:
        inside[int(region)].append(towns[int(town)].place)
    _add_strays(inside, [code for code, _ in shapes], list(shapes.values()), towns, table)
    found: dict[str, list[_Outline]] = defaultdict(list)
    for index, ((code, name), shape) in enumerate(shapes.items()):
        found[code].append(_Outline(name, shape, tuple(inside[index])))
    return found


def _add_strays(
    inside: dict[int, list[Place]],
    codes: Sequence[str],
    shapes: Sequence[Any],
    towns: Sequence[Entry],
    table: Mapping[str, Mapping[str, Admin1]],
) -> None:
    """Regions whose towns all lie off the basemap's coarse coast (Mombasa): their towns count for the nearest outline."""
    import shapely

    seen = {(town.country_code, town.admin1_code) for found in inside.values() for town in found}
    for place in (entry.place for entry in towns):
        key = place.country_code, place.admin1_code
        if key not in seen and place.admin1_code in table.get(place.country_code, ()):
            point = shapely.Point(place.longitude, place.latitude)
            own = [index for index, code in enumerate(codes) if code == place.country_code]
            if own:
                inside[min(own, key=lambda index: float(shapely.distance(shapes[index], point)))].append(place)


def _joined(country: str, outlines: Sequence[_Outline], rows: Mapping[str, Admin1]) -> Iterator[Region]:
    named: dict[str, str] = {fold(row.names[0]): code for code, row in rows.items() if row.names}
    for code, row in rows.items():
        for name in row.names:
            named.setdefault(fold(name), code)
    known = [town for outline in outlines for town in outline.towns if town.country_code == country and town.admin1_code in rows]
    owners = [_owner(outline, named, known) for outline in outlines]
    homeless = set(rows) - set(owners)
    parts: dict[str, list[Any]] = defaultdict(list)
    members: dict[str, list[_Outline]] = defaultdict(list)
    names: dict[str, list[tuple[int, str]]] = defaultdict(list)
    divided = []
    for outline, owner in zip(outlines, owners, strict=True):
        if owner is None:
            divided.append(Region(country, outline.name, "ADM1", "", outline.shape, outline.towns))
            continue
        lives_on = fold(outline.name) in named or not rows[owner].names
        shares = _shares(outline, owner, homeless, rows, is_named=lives_on)
        for code, part in _divide(outline, owner, shares).items():
            parts[code].append(part)
        if named.get(fold(outline.name), owner) == owner:
            names[owner].append((len(outline.towns), outline.name))
        if len(shares) > 1:
            if outline.name and not lives_on:
                divided.append(Region(country, outline.name, "ADM1H", "", outline.shape, outline.towns))
        else:
            members[owner].append(outline)
    yield from divided
    yield from _united(country, parts, members, {code: max(found)[1] for code, found in names.items()}, rows, known)


def _united(
    country: str,
    parts: Mapping[str, Sequence[Any]],
    members: Mapping[str, Sequence[_Outline]],
    names: Mapping[str, str],
    rows: Mapping[str, Admin1],
    towns: Sequence[Place],
) -> Iterator[Region]:
    """The regions of the table, and the outlines of which several make one region as its second level."""
    import shapely

    for code, shapes in parts.items():
        row = rows[code]
        alone = len(shapes) == 1 and len(members[code]) == 1
        drawn = names.get(code, "") if alone or not row.names else ""
        inside = tuple(town for town in towns if town.admin1_code == code)
        outline = polygons(shapely.union_all(shapes)) if len(shapes) > 1 else shapes[0]
        yield Region(country, drawn, "ADM1", code, outline, inside, row)
        own = {fold(name) for name in (*row.names, drawn)}
        for second in () if alone else members[code]:
            if len(members[code]) > 1 or fold(second.name) not in own:
                yield Region(country, second.name, "ADM2", code, second.shape, second.towns)


def _owner(outline: _Outline, named: Mapping[str, str], known: Sequence[Place]) -> str | None:
    """By name unless the towns speak against it (the basemap mixes up Eritrea), else by most towns within, else by the nearest town."""
    import shapely

    by_name = named.get(fold(outline.name))
    if not known:
        return by_name
    ids = {town.geonameid for town in known}
    codes = Counter(town.admin1_code for town in outline.towns if town.geonameid in ids)
    if by_name and (not codes or by_name in codes or all(town.admin1_code != by_name for town in known)):
        return by_name
    if codes:
        return max(codes, key=lambda code: (codes[code], code))
    distances = shapely.distance(outline.shape, shapely.points([(town.longitude, town.latitude) for town in known]))
    return known[int(distances.argmin())].admin1_code


def _shares(outline: _Outline, owner: str, homeless: set[str], rows: Mapping[str, Admin1], *, is_named: bool) -> set[str]:
    """The regions that hold a part of this outline: its owner, those without an outline of their own, and any with many towns."""
    codes = Counter(town.admin1_code for town in outline.towns if town.admin1_code in rows)
    many = max(_TOWNS, _SHARE * codes.total())
    return {owner} | {code for code, count in codes.items() if code in homeless or (not is_named and count >= many)}


def _divide(outline: _Outline, owner: str, shares: set[str]) -> dict[str, Any]:
    """The outline cut by which region's town is nearest."""
    import shapely

    points = {(town.longitude, town.latitude): town.admin1_code for town in outline.towns if town.admin1_code in shares}
    if len(set(points.values())) < 2:
        return {next(iter(points.values()), owner): outline.shape}
    cells = shapely.voronoi_polygons(shapely.MultiPoint(list(points)), extend_to=outline.shape, ordered=True)
    by_code: dict[str, list[Any]] = defaultdict(list)
    for cell, code in zip(cells.geoms, points.values(), strict=True):
        by_code[code].append(cell)
    cut = {code: polygons(shapely.intersection(shapely.union_all(found), outline.shape)) for code, found in by_code.items()}
    return {code: part for code, part in cut.items() if not part.is_empty}


def _most(towns: Sequence[Place]) -> str:
    codes = Counter(town.admin1_code for town in towns)
    return codes.most_common(1)[0][0] if codes else ""
