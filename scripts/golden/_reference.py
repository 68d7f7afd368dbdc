"""Incomplete gamma and beta functions in arbitrary precision, each tail by a method without cancellation.

Written for trust, not speed: positive series at a precision that leaves enough digits after 1 - P, and numerical
integration where the series would need millions of terms. The two are compared with each other, and both with
mpmath's own functions, by `python3 _reference.py`.
"""
from mpmath import mp, mpf, exp, log, log1p, loggamma, sqrt, quad

mp.dps = 50
TINY = mpf(10) ** -300


def significant(value):
    """The nearest double, or None where it is smaller than a normal double can tell well."""
    return float(value) if value >= TINY else None


def tail_by_integral(log_kernel, start, width, end):
    """The integral of exp(log_kernel) from start towards end, in pieces of the given (signed) width."""
    peak = log_kernel(start)
    total, at = mpf(0), start
    while at != end:
        to = at + width
        if (end - to) * width <= 0:
            to = end
        piece = quad(lambda t: exp(log_kernel(t) - peak), [at, to])
        total += abs(piece)
        if abs(piece) < total * mpf(10) ** -40:
            break
        at = to
    return total * exp(peak)


def gamma_tails(x, a):
    """P(a, x) and Q(a, x)."""
    x, a = mpf(x), mpf(a)
    if a > 20000:
        return gamma_tails_by_integral(x, a)
    lower = gamma_lower_series(x, a)
    upper = 1 - lower
    if upper < mpf(10) ** -20:
        bound = a * log(x) - x - loggamma(a)
        spare = int(min(1500, max(60, -float(bound) / 2.3 + 60)))
        with mp.workdps(50 + spare):
            upper = 1 - gamma_lower_series(x, a)
    return lower, upper


def gamma_lower_series(x, a):
    term = exp(a * log(x) - x - loggamma(a + 1))
    total, n = term, a
    while True:
        n += 1
        term *= x / n
        total += term
        if n > x and term < total * mpf(10) ** -(mp.dps + 2):
            return total


def gamma_tails_by_integral(x, a):
    kernel = lambda t: (a - 1) * log(t) - t - loggamma(a)
    if x > a:
        width = min(sqrt(a), x / (x - a + 1)) if x > a + 1 else sqrt(a)
        upper = tail_by_integral(kernel, x, width, mpf("inf"))
        return 1 - upper, upper
    width = min(sqrt(a), x / (a - x)) if x < a - 1 else sqrt(a)
    lower = tail_by_integral(kernel, x, -width, mpf(0))
    return lower, 1 - lower


def beta_tails(x, a, b):
    """I_x(a, b) and 1 - I_x(a, b); x, a and b may be exact mpf."""
    x, a, b = mpf(x), mpf(a), mpf(b)
    with mp.workdps(400):  # so that 1 - x is exact
        y = 1 - x
        return beta_tails_of(x, y, a, b)


def beta_tails_of(x, y, a, b):
    """The same, given x and 1 - x."""
    with mp.workdps(50):
        if a + b > 20000:
            return beta_tails_by_integral(x, y, a, b)
        if x > mpf(1) / 2:
            upper, lower = beta_tails_of(y, x, b, a)
            return lower, upper
        lower = beta_lower_series(x, y, a, b)
        upper = 1 - lower
        if upper < mpf(10) ** -20:
            bound = a * log(x) + b * log(y) - loggamma(a) - loggamma(b) + loggamma(a + b)
            spare = int(min(1500, max(60, -float(bound) / 2.3 + 60)))
            with mp.workdps(50 + spare):
                upper = 1 - beta_lower_series(x, y, a, b)
        return lower, upper


def beta_lower_series(x, y, a, b):
    term = exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b))
    total, n = term, mpf(0)
    while True:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
        if (a + b + n) * x < (a + 1 + n) * mpf("0.99") and term < total * mpf(10) ** -(mp.dps + 4):
            return total


def beta_tails_by_integral(x, y, a, b):
    """In the log-odds t of x, where the kernel is log-concave for every a and b."""
    constant = loggamma(a + b) - loggamma(a) - loggamma(b)

    def kernel(t):  # a ln x + b ln y
        if t < 0:
            return a * t - (a + b) * log1p(exp(t)) + constant
        return -b * t - (a + b) * log1p(exp(-t)) + constant

    t = log(x) - log(y)
    slope = a * y - b * x
    spread = sqrt(1 / a + 1 / b)
    if slope < 0:
        upper = tail_by_integral(kernel, t, min(spread, 1 / -slope), mpf("inf"))
        return 1 - upper, upper
    lower = tail_by_integral(kernel, t, -min(spread, 1 / slope if slope > 0 else spread), mpf("-inf"))
    return lower, 1 - lower


def invert(tail, target, guess):
    """The root of ln tail(exp(t)) = ln target near ln guess, returned as exp(t)."""
    goal = log(mpf(target))
    t = log(mpf(guess))
    return exp(mp.findroot(lambda s: log(tail(exp(s))) - goal, (t, t + mpf("1e-9")), solver="secant", tol=mpf(10) ** -50, maxsteps=60))


if __name__ == "__main__":
    import random
    from mpmath import betainc, gammainc
    draw = random.Random(1)
    worst = mpf(0)
    for _ in range(60):
        a = mpf(10 ** draw.uniform(-3, 4.2)); x = a * mpf(10 ** draw.uniform(-0.5, 0.5)) if a < 30 else a + draw.uniform(-5, 12) * sqrt(a)
        p, q = gamma_tails(x, a)
        worst = max(worst, abs(p / gammainc(a, 0, x, regularized=True) - 1), abs(q / gammainc(a, x, regularized=True) - 1))
        if a > 50:
            p2, q2 = gamma_tails_by_integral(x, a)
            worst = max(worst, min(abs(p2 / p - 1), abs(q2 / q - 1)), abs(p2 - p), abs(q2 - q))
    print("gamma", mp.nstr(worst, 3))
    worst = mpf(0)
    for _ in range(60):
        a = mpf(10 ** draw.uniform(-2, 3)); b = mpf(10 ** draw.uniform(-2, 3)); x = mpf(draw.random())
        p, q = beta_tails(x, a, b)
        if a + b < 300 and 0.01 < x < 0.9:
            worst = max(worst, abs(p / betainc(a, b, 0, x, regularized=True) - 1))
        p2, q2 = beta_tails_by_integral(x, 1 - x, a, b)
        worst = max(worst, abs(p2 / p - 1) if p < q else abs(q2 / q - 1))
    print("beta", mp.nstr(worst, 3))
