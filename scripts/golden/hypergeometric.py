"""Writes test/golden/hypergeometric.json: Gauss's 2F1 and its logarithm in arbitrary precision.

Needs mpmath (Debian: python3-mpmath), though not its hyp2f1, which at parameters of some hundreds and c - a - b far from 0
ends a series before its terms grow again, and is off by any factor (seen in 1.2.1). Here the power series is summed at
a precision raised by what cancels, for negative z after Pfaff's transformation; near z = 1 the connection to 1 - z is
taken likewise. Every value is computed twice, before and after Euler's transformation, and must agree to 25 digits.
Arguments are exact doubles.
"""
import sys

sys.dont_write_bytecode = True

from mpmath import gamma, log, mp, mpf, rgamma

from _grid import Draw, write

draw = Draw(20261123)
ENOUGH = 32  # digits


def series(a, b, c, z):
    """The power series for |z| < 1, whatever the signs of the parameters."""
    settled = max(-a, -b, -c)
    digits = mp.dps + 10
    while True:
        with mp.workdps(digits):
            term = total = largest = mpf(1)
            n = 0
            while term != 0:
                ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z
                term *= ratio
                total += term
                n += 1
                size = abs(term)
                if size > largest:
                    largest = size
                if n > settled and abs(ratio) < 1 and size * 100 < abs(total) * (1 - abs(ratio)) * mpf(10) ** -(mp.dps - 8):
                    break
                if n > 400000:
                    raise ArithmeticError("too many terms")
            lost = int(log(largest / abs(total), 10)) + 1 if total != 0 else digits
            if lost + ENOUGH + 10 <= digits:
                return total
        digits = lost + ENOUGH + 20


def on_unit_interval(a, b, c, z, w):
    """For 0 <= z < 1, with w = 1 - z."""
    growth = abs(a) + abs(b) + abs(c)
    if w * 20000 > 100 + growth:
        return series(a, b, c, z)
    digits = 60
    before = None
    while True:
        with mp.workdps(digits):
            s = c - a - b
            if abs(s - round(s)) < mpf(10) ** -30:
                s += mpf(10) ** -(digits // 2)  # the limit, to half the digits
            first = gamma(c) * gamma(s) * rgamma(a + s) * rgamma(b + s) * series(a, b, 1 - s, w)
            second = w**s * gamma(c) * gamma(-s) * rgamma(a) * rgamma(b) * series(a + s, b + s, 1 + s, w)
            now = first + second
        if before and now and abs(now - before) <= abs(now) * mpf(10) ** -28:
            return now
        before, digits = now, digits * 2
        if digits > 4000:
            raise ArithmeticError("no agreement")


def value(a, b, c, z):
    mp.dps = 50
    with mp.workdps(420):
        a, b, c, z = mpf(a), mpf(b), mpf(c), mpf(z)
        w = 1 - z
        ca, cb = c - a, c - b
        if z < 0:
            z, w, front, b, cb = -z / w, 1 / w, w**-a, cb, b
        else:
            front = mpf(1)
        back = w ** (c - a - b)
    one = front * on_unit_interval(a, b, c, z, w)
    other = front * back * on_unit_interval(ca, cb, c, z, w)
    if abs(one - other) > abs(one) * mpf(10) ** -25:
        raise ValueError((a, b, c, z))
    return one


def near_one():
    return draw.choice([draw.random(), 1 - draw.spread(1e-15, 1), 1 - draw.spread(1e-4, 0.5), 0.999999])


def below_zero():
    return draw.choice([-draw.random(), -draw.spread(1e-3, 10), -draw.spread(1, 1e8), -5.0])


def purchases():
    return draw.choice([0, 1, 2, 3, 7, 10, 26, 50, 120, 200, 400, 1000])


def beta_geometric():
    """BG/NBD: expected purchases of a customer with x so far, in the textbook form and in Euler's."""
    x = purchases()
    r, a, b = draw.spread(0.05, 12), draw.spread(0.1, 6), draw.spread(0.2, 15)
    z = near_one()
    if draw.random() < 0.5:
        return r + x, b + x, a + b + x - 1, z
    return a - 1, a + b - 1 - r, a + b + x - 1, z


def pareto():
    """Pareto/NBD: the two integrals of the likelihood."""
    x = purchases()
    r, s = draw.spread(0.05, 12), draw.spread(0.05, 12)
    z = near_one() if draw.random() < 0.75 else below_zero()
    return r + s + x, s + 1 if draw.random() < 0.5 else r + x, r + s + x + 1, z


def whole_differences():
    """c − a − b and a − b whole, or nearly so: the limits of the connection formulas."""
    a, b = draw.spread(0.1, 8), draw.spread(0.1, 8)
    if draw.random() < 0.5:
        a, b = round(a * 2) / 2 + 0.5, round(b * 2) / 2 + 0.5
    c = a + b + draw.randint(-3, 4)
    if draw.random() < 0.5:
        c += draw.choice([1, -1]) * draw.spread(1e-16, 1e-2)
    if draw.random() < 0.3:
        b = a + draw.randint(-2, 3)
    z = near_one() if draw.random() < 0.6 else below_zero()
    return a, b, c, z


def moderate():
    """Any sign, up to 6."""
    z = draw.choice([near_one(), below_zero(), draw.between(-3, 1)])
    return draw.between(-6, 6), draw.between(-6, 6), draw.between(0.05, 10), z


def large():
    return draw.spread(1, 2000), draw.spread(1, 2000), draw.spread(1, 4000), near_one() if draw.random() < 0.7 else below_zero()


def main():
    values, logarithms = [], []
    for family, count in ((beta_geometric, 330), (pareto, 330), (whole_differences, 260), (moderate, 260), (large, 300)):
        done = 0
        while done < count:
            point = family()
            a, b, c, z = point
            if z >= 1 or z == 0 or c <= 0 and c == int(c):
                continue
            try:
                exact = value(a, b, c, z)
            except ArithmeticError:  # too far between the series: another point
                continue
            done += 1
            if mpf(10) ** -300 < abs(exact) < mpf(10) ** 300:
                values.append([*map(float, point), float(exact), family.__name__])
            if exact > 0:
                logarithms.append([*map(float, point), float(log(exact)), family.__name__])
        print(family.__name__, flush=True)
    # Logarithms of representable values say little that the values do not: a third of them is kept.
    kept = [row for i, row in enumerate(logarithms) if abs(row[4]) > 690 or i % 3 == 0]
    columns = ["a", "b", "c", "z", "value", "family"]
    source = "Computed by scripts/golden/hypergeometric.py in arbitrary precision, by two forms agreeing to 25 digits; arguments are exact doubles."
    write("hypergeometric.json", source, {"hyp2f1": {"columns": columns, "rows": values}, "logHyp2f1": {"columns": columns, "rows": kept}})


main()
