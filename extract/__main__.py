"""`python -m extract` is `communique`."""

from extract.cli.app import main

if __name__ == "__main__":
    main()
