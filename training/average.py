"""Average the weights of networks of one descent: `python average.py OUT/model.pt ONE/model.pt OTHER/model.pt ...`.

A network and the same one trained some rounds further err in different places; their mean is better than either
(Wortsman et al. 2022, Model soups).
"""

import sys
from pathlib import Path

import torch


def main(out: Path, models: list[Path]) -> None:
    """Write the mean of some networks' weights."""
    weights = [torch.load(model, map_location="cpu") for model in models]
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({name: torch.stack([one[name].float() for one in weights]).mean(0) for name in weights[0]}, out)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
