"""The command `report`: what a researcher types."""

from __future__ import annotations

import os
import sys

from helpers.commands.exits import BAD_BUILD, BAD_INPUT, STOPPED
from helpers.commands.how_tos import how_tos
from helpers.commands.options import parser
from helpers.errors import BuildError, InputError


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 done, 1 a page could not be built, 2 an input cannot be used, 130 stopped."""
    options = parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except InputError as error:
        count = len(error.problems)
        said = f"{count} problem{'' if count == 1 else 's'} in the inputs; nothing was built:"
        print(said, file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        _name_how_tos(str(error))
        return BAD_INPUT
    except BuildError as error:
        print(f"The report was not built; the last good one stays. {error}", file=sys.stderr)
        _name_how_tos(str(error))
        return BAD_BUILD
    except BrokenPipeError:
        # Whoever read what was printed, such as `head`, has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except OSError as error:
        print(f"The report was not built; the last good one stays. {error}", file=sys.stderr)
        return BAD_BUILD
    except KeyboardInterrupt:
        print("The report was not built: stopped; the last good one stays.", file=sys.stderr)
        return STOPPED


def _name_how_tos(said: str) -> None:
    if pages := how_tos(said):
        print(f"How to: {', '.join(pages)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
