"""Networks for tests: drawn from a seed, or written as text."""

import numpy as np

from trellis.methods.ties import Network


def drawn(seed: int, *, n: int, ties: int, sectors: int) -> Network:
    """A random network with strengths 0 to 4; sectors that nobody drew are absent."""
    rng = np.random.default_rng(seed)
    chosen = rng.choice(n * (n - 1), min(ties, n * (n - 1)), replace=False) if n > 1 else np.array([], int)
    source, rest = chosen // (n - 1), chosen % (n - 1)
    target = rest + (rest >= source)
    ids = [f"org {number:04}" for number in range(n)]
    labels = [f"sector {code}" for code in rng.integers(0, sectors, n)]
    strength = rng.integers(0, 5, chosen.size)
    pairs = zip(source.tolist(), target.tolist(), strength.tolist(), strict=True)
    return Network.of(ids, labels, [(ids[a], ids[b], s) for a, b, s in pairs])


def written(text: str, **sectors: str) -> Network:
    """A network such as written("a>b b-c", one="ab", two="cd"): > names, - is named by both."""
    sector = {name: label for label, names in sectors.items() for name in names}
    ties = []
    for word in text.split():
        ties.append((word[0], word[2]))
        if word[1] == "-":
            ties.append((word[2], word[0]))
    return Network.of(sorted(sector), [sector[name] for name in sorted(sector)], ties)


def as_sets(network: Network) -> tuple[set[tuple[str, str]], dict[str, str]]:
    """The ties and sectors as the naive reference takes them."""
    names = network.ids.tolist()
    pairs = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return (
        {(names[a], names[b]) for a, b in pairs},
        {name: network.sectors[code] for name, code in zip(names, network.sector.tolist(), strict=True)},
    )
