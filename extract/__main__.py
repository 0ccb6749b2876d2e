"""`python -m extract` is `communique`."""

from extract.cli import main

if __name__ == "__main__":
    main()
