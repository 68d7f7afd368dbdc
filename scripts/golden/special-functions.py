"""Writes test/golden/special-functions.json: log-gamma to incomplete beta in arbitrary precision.

Needs mpmath (Debian: python3-mpmath, with python3-gmpy2 for speed). Arguments are exact doubles, values are rounded
to the nearest double from 40 digits or more. Takes some minutes.
"""
import sys

sys.dont_write_bytecode = True

from mpmath import erf, erfc, erfinv, log, loggamma, mp, mpf, psi, sqrt

from _grid import Draw, nudge, write
from _reference import beta_tails, gamma_tails, invert, significant

mp.dps = 60
draw = Draw(20261122)


def number(value):
    return float(value)


def around(centre):
    return [centre * (1 + s * 10.0**-k) for k in range(1, 16) for s in (1, -1)]


def log_gamma():
    points = [draw.spread(1e-300, 1e-3) for _ in range(20)] + [draw.spread(1e-3, 3) for _ in range(60)]
    points += [draw.spread(3, 1e4) for _ in range(60)] + [draw.spread(1e4, 2e305) for _ in range(20)]
    points += around(1.0) + around(2.0) + [0.5, 1.0, 2.0, 3.0, 10.0, nudge(10.0, -1), 171.5, 1000.0]
    return [[x, number(loggamma(mpf(x)))] for x in points]


def digamma():
    points = [draw.spread(1e-300, 1e-3) for _ in range(20)] + [draw.spread(1e-3, 3) for _ in range(60)]
    points += [draw.spread(3, 1e4) for _ in range(40)] + [draw.spread(1e4, 1e308) for _ in range(20)]
    root = 1.4616321449683622
    points += around(root) + [root, nudge(root, 1), nudge(root, 2), nudge(root, -1), 1.0, 2.0, 0.5]
    return [[x, number(psi(0, mpf(x)))] for x in points]


def trigamma():
    points = [draw.spread(1e-150, 1e-3) for _ in range(20)] + [draw.spread(1e-3, 3) for _ in range(50)]
    points += [draw.spread(3, 1e4) for _ in range(40)] + [draw.spread(1e4, 1e300) for _ in range(20)]
    return [[x, number(psi(1, mpf(x)))] for x in points + [0.5, 1.0, 2.0, 10.0]]


def log_beta(a, b):
    # Large arguments cancel: the digits of the largest term are added.
    with mp.workdps(60 + int(max(0, log(mpf(max(a, b)), 10)))):
        return loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b))


def log_betas():
    pairs = [(draw.spread(1e-10, 1e4), draw.spread(1e-10, 1e4)) for _ in range(120)]
    pairs += [(draw.spread(0.05, 50), draw.spread(0.05, 50)) for _ in range(80)]
    pairs += [(draw.spread(1e-3, 1e3), draw.spread(1e4, 1e18)) for _ in range(40)]
    pairs += [(draw.spread(1e4, 1e15), draw.spread(1e4, 1e15)) for _ in range(30)]
    pairs += [(draw.spread(1e-300, 1e-10), draw.spread(1e-300, 1e300)) for _ in range(20)]
    return [[a, b, number(log_beta(a, b))] for a, b in pairs]


def rising_factorials():
    pairs = [(draw.spread(1e-3, 1e4), draw.spread(1e-12, 1e4)) for _ in range(120)]
    pairs += [(draw.spread(1e3, 1e15), draw.spread(1e-12, 1e3)) for _ in range(40)]
    pairs += [(x, -x * draw.between(0, 1)) for x in (draw.spread(1e-2, 1e3) for _ in range(40))]
    pairs += [(x, -x * (1 - draw.spread(1e-3, 0.3))) for x in (draw.spread(1, 60) for _ in range(30))]
    rows = []
    for x, n in pairs:
        with mp.workdps(90):
            rows.append([x, n, number(loggamma(mpf(x) + mpf(n)) - loggamma(mpf(x)))])
    return rows


def errors():
    points = [draw.spread(1e-300, 1e-2) for _ in range(15)] + [draw.spread(1e-2, 6) for _ in range(60)]
    return [[x, number(erf(mpf(x)))] for x in points + [-p for p in points[::5]] + [0.75, 1.0, 2.0]]


def complements():
    points = [draw.between(-6, 6) for _ in range(60)] + [draw.between(0, 26.5) for _ in range(80)]
    return [[x, number(erfc(mpf(x)))] for x in points + [1e-20, 1e-5, 0.75, 1.0, 26.5]]


def inverse_errors():
    points = [draw.spread(1e-300, 0.5) for _ in range(30)] + [draw.between(-1, 1) for _ in range(40)]
    points += [1 - 10.0**-k for k in range(1, 16)]
    return [[y, number(erfinv(mpf(y)))] for y in points]


def inverse_complements():
    points = [draw.spread(1e-300, 1) for _ in range(60)] + [draw.between(0, 2) for _ in range(40)]
    points += [2 - 10.0**-k for k in range(1, 15)] + [1 + 10.0**-k for k in range(1, 15)]
    rows = []
    for p in points:
        with mp.workdps(60):
            if p > 0.01:
                with mp.workdps(90):
                    x = erfinv(1 - mpf(p))
            else:
                x = mp.findroot(lambda t: log(erfc(t)) - log(mpf(p)), sqrt(-log(mpf(p))))
        rows.append([p, number(x)])
    return rows


def gamma_points():
    points = []
    for _ in range(110):
        a = draw.spread(1e-3, 30)
        points.append((draw.spread(1e-6, 60), a))
    points += [(draw.spread(1e-300, 700), draw.spread(1e-12, 1)) for _ in range(90)]
    for low, high, count in ((5, 60, 120), (60, 2e4, 100), (2e4, 1e12, 50)):
        for _ in range(count):
            a = draw.spread(low, high)
            x = a + draw.between(-14, 18) * a**0.5
            if x > 0:
                points.append((x, a))
    points += [(draw.spread(1, 700), draw.spread(0.5, 600)) for _ in range(80)]
    for a in (15.0, 20.0, 25.0, 30.0, 100.0, 1000.0, 1e6):  # at and beside the turning point
        points += [(a, a), (nudge(a, 1), a), (nudge(a, -1), a), (a * 1.001, a), (a * 0.3, a), (a * 2.36, a)]
    return points


def gamma_rows():
    rows = []
    for x, a in gamma_points():
        p, q = gamma_tails(x, a)
        if significant(p) is not None or significant(q) is not None:
            rows.append([x, a, significant(p), significant(q)])
    return rows


def beta_points():
    points = [(draw.random(), draw.spread(1e-3, 40), draw.spread(1e-3, 40)) for _ in range(140)]
    points += [(draw.spread(1e-300, 1), draw.spread(1e-9, 3), draw.spread(1e-9, 3)) for _ in range(70)]
    points += [(1 - draw.spread(1e-15, 1), draw.spread(1e-3, 30), draw.spread(1e-3, 30)) for _ in range(60)]
    for low, high, count in ((5, 60, 100), (60, 1e4, 90), (1e4, 1e11, 40)):
        for _ in range(count):
            a, b = draw.spread(low, high), draw.spread(low, high)
            x = a / (a + b) + draw.between(-15, 15) * (a * b / (a + b + 1)) ** 0.5 / (a + b)
            if 0 < x < 1:
                points.append((x, a, b))
    for _ in range(90):  # one shape small, the other large: nearly a gamma distribution
        a, b = draw.spread(1e-3, 40), draw.spread(1e2, 1e10)
        x = min(draw.spread(1e-4, 8) * (a + 1), 60) / b
        if x < 1:
            points.append((x, a, b) if draw.random() < 0.5 or x < 1e-9 else (1 - x, b, a))
    points += [(draw.random(), draw.spread(1, 800), draw.spread(1, 800)) for _ in range(80)]
    return points


def beta_rows():
    rows = []
    for x, a, b in beta_points():
        p, q = beta_tails(x, a, b)
        if significant(p) is not None or significant(q) is not None:
            rows.append([x, a, b, significant(p), significant(q)])
    return rows


def inverse_rows(points, tails):
    """Where a tail is p: from the rounded tail of a point back to the exact argument."""
    lower_rows, upper_rows = [], []
    for point in points:
        x, rest = point[0], point[1:]
        tail = tails(*point)
        for side, rows in ((0, lower_rows), (1, upper_rows)):
            p = significant(tail[side])
            if p is None or p > 0.999999 or p == 1.0:
                continue
            p = float(p)
            # The smaller tail is the better conditioned equation; 1 - p is exact in this arithmetic.
            goal, which = (mpf(p), side) if p <= 0.5 else (1 - mpf(p), 1 - side)
            if mpf(x) < 1e-290:
                continue
            root = invert(lambda t: tails(t, *rest)[which], goal, x)
            rows.append([p, *rest, number(root)])
    return lower_rows, upper_rows


def main():
    columns = {"logGamma": (["x", "value"], log_gamma()), "digamma": (["x", "value"], digamma())}
    columns["trigamma"] = (["x", "value"], trigamma())
    columns["logBeta"] = (["a", "b", "value"], log_betas())
    columns["logRisingFactorial"] = (["x", "n", "value"], rising_factorials())
    columns["erf"] = (["x", "value"], errors())
    columns["erfc"] = (["x", "value"], complements())
    columns["erfInverse"] = (["y", "value"], inverse_errors())
    columns["erfcInverse"] = (["p", "value"], inverse_complements())
    print("elementary done", flush=True)
    mp.dps = 50
    columns["gammaTails"] = (["x", "a", "P", "Q"], gamma_rows())
    columns["betaTails"] = (["x", "a", "b", "P", "Q"], beta_rows())
    print("tails done", flush=True)
    points = [(draw.spread(1e-5, 60), draw.spread(1e-2, 30)) for _ in range(60)]
    for _ in range(70):
        a = draw.spread(10, 5000)
        points.append((max(1e-3, a + draw.between(-10, 14) * a**0.5), a))
    lower, upper = inverse_rows(points, gamma_tails)
    columns["gammaPInverse"] = (["p", "a", "value"], lower)
    columns["gammaQInverse"] = (["q", "a", "value"], upper)
    print("gamma inverses done", flush=True)
    points = [(draw.random(), draw.spread(1e-2, 30), draw.spread(1e-2, 30)) for _ in range(60)]
    points += [(draw.spread(1e-200, 1e-3), draw.spread(1e-2, 10), draw.spread(1e-2, 100)) for _ in range(20)]
    for _ in range(50):
        a, b = draw.spread(10, 2000), draw.spread(10, 2000)
        x = a / (a + b) + draw.between(-10, 10) * (a * b / (a + b + 1)) ** 0.5 / (a + b)
        if 0 < x < 1:
            points.append((x, a, b))
    lower, upper = inverse_rows(points, beta_tails)
    columns["betaPInverse"] = (["p", "a", "b", "value"], lower)
    columns["betaQInverse"] = (["q", "a", "b", "value"], upper)
    source = (
        "Computed by scripts/golden/special-functions.py with mpmath at 50 digits or more; arguments are exact doubles, "
        "null where a tail is below 1e-300."
    )
    write("special-functions.json", source, {k: {"columns": c, "rows": r} for k, (c, r) in columns.items()})


main()
