"""python -m wargame: make the program runnable here, then hand over to the command line."""

import sys

from wargame import bootstrap

if __name__ == "__main__":
    try:
        bootstrap.prepare(sys.argv[1:])
        from wargame.cli.main import main

        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
