"""Prints the fitted coefficients that src/stats holds as literals, from mpmath at 80 digits.

Chebyshev coefficients of a function on an interval are sums over its values at the Chebyshev points (DLMF 3.11(ii)).
"""
from mpmath import cos, erfc, exp, findroot, fsum, loggamma, mp, mpf, pi, psi, sqrt

mp.dps = 80
POINTS = 160


def chebyshev(function, terms):
    nodes = [cos(pi * (j + mpf(1) / 2) / POINTS) for j in range(POINTS)]
    values = [function(t) for t in nodes]
    out = []
    for k in range(terms):
        total = fsum(v * cos(k * pi * (j + mpf(1) / 2) / POINTS) for j, v in enumerate(values))
        out.append(2 * total / POINTS)
    out[0] /= 2
    return out


def powers(coefficients):
    """The same polynomial in powers of t."""
    before, here = [mpf(1)], [mpf(0), mpf(1)]
    total = [coefficients[0]] + [mpf(0)] * (len(coefficients) - 1)
    for c in coefficients[1:]:
        for i, v in enumerate(here):
            total[i] += c * v
        following = [mpf(0)] + [2 * v for v in here]
        for i, v in enumerate(before):
            following[i] -= v
        before, here = here, following
    return total


def show(title, values):
    print(f"{title}\n  " + ", ".join(repr(float(v)) for v in values))


def scaled_erfc(t):
    x = mpf("3.75") * (1 + t) / (1 - t)
    if x < 300:
        return (1 + 2 * x) * exp(x * x) * erfc(x)
    total, term = mpf(0), mpf(1)  # DLMF 7.12.1
    for n in range(40):
        total += term
        term *= -(2 * n + 1) / (2 * x * x)
    return (1 + 2 * x) * total / (x * sqrt(pi))


show("(1 + 2x) exp(x^2) erfc x in (x - 3.75)/(x + 3.75)  [_scaled-erfc.ts]", chebyshev(scaled_erfc, 25))

beside_two = chebyshev(lambda t: loggamma(2 + t / 2) / (t / 2), 18)
show("ln Gamma(2 + z)/z in powers of z, |z| <= 1/2  [_log-gamma.ts]", [v * 2**i for i, v in enumerate(powers(beside_two))])

root = findroot(lambda x: psi(0, x), mpf("1.46163214496836234126"))
print("zero of psi  [digamma.ts]\n ", repr(float(root)), repr(float(root - mpf(float(root)))))
show("psi(x)/(x - root) in 2x - 3, 1 <= x <= 2  [digamma.ts]", chebyshev(lambda t: psi(0, (3 + t) / 2) / ((3 + t) / 2 - root), 23))
