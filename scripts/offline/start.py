"""What the single file starts with: a worker process of a batch, or the command line."""

import multiprocessing

if __name__ == "__main__":
    multiprocessing.freeze_support()  # ends here in a worker, which is the same file started once more

    from selfeval.cli import main

    main()
