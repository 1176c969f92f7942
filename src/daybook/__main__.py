from daybook.config.cli import main

main()
