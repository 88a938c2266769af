/// What no table of the program says.
extension MarketPage {
  static let description = [
    """
    Every morning, before work begins, a team looks at the rejects of the night: the failed and \
    wasteful runs of Chef, Puppet, Ansible, Salt and Terraform. It reviews what is being worked \
    on, triages what is new, gives every problem an owner and a next step, and is done in fifteen \
    minutes. `market` gathers the reports of the runs, shows the board of that meeting in a \
    terminal, and keeps what was decided.
    """,
    """
    The morning has four steps. At night, or before the market, `market gather` reads the reports \
    into the store. One person holds the market with `market meet`, and others follow with \
    `market watch`. Owners look up what they promised with `market mine`, and say what they did \
    with `market cause`, `market countermeasure` and the like. The nights that follow show whether \
    it held.
    """,
    """
    The store is a folder. Whoever may write to it takes part, and copies of it are united with \
    `market sync`. Every decision is on disk before it is shown; none is ever changed, and each \
    can be taken back.
    """,
  ]

  static let environment = [
    ("MARKET_STORE", "The store, where `--store` does not say."),
    (
      "MARKET_DATA",
      "The folder that `market demo` takes the made-up company from. When not set: "
        + "`../share/morning-market` beside the program, else `Data` above it."
    ),
    ("NO_COLOR", "When set to anything, the board uses no colour, as with `--no-color`."),
    ("COLUMNS", "How wide printed text may be, where that is not the terminal's width."),
    ("TERM", "The kind of terminal, for the board. Any that ncurses knows."),
    (
      "LANG",
      "The locale of the terminal, with `LC_ALL` and `LC_CTYPE`. The board wants one with UTF-8; "
        + "all times are UTC and all dates in English whatever it says."
    ),
    ("TMPDIR", "Where `market demo` lays its throw-away store. When not set: `/tmp`."),
    (
      "XDG_DATA_HOME",
      "Where the store is looked for last, in `morning-market`. When not set: `~/.local/share`."
    ),
    ("HOME", "The home folder, for the place above."),
    (
      "SSH_AUTH_SOCK",
      "With `http_proxy` and the like, handed on to git by `market sync`. No variable that "
        + "begins with `GIT_` is."
    ),
  ]

  static let files = [
    (
      ".market",
      "The store, in the working directory or the nearest folder above it; else "
        + "`~/.local/share/morning-market`."
    ),
    ("market.yml", "In the store: what a team may set, and need not. See `market.yml`(5)."),
    ("ledger/WRITER.jsonl", "What one writer decided, a line for each decision. Only grows."),
    ("nights/DATE/SOURCE.json", "What the runs of one night amounted to."),
    ("minutes/DATE.md", "The minutes of a market, for people."),
    ("live, intake", "Of this copy of the store alone, and made anew when missing."),
    ("damaged", "What `market check --repair` moved aside. Nothing is ever deleted."),
  ]

  static let examples = [
    (
      "To see it all on thirty nights of a made-up company, where nothing is kept:",
      "market demo"
    ),
    (
      "To make a store in this folder, and read the reports of a night into it:",
      "market init\nmarket gather /var/spool/runs"
    ),
    (
      "To gather every morning at 8:50, from cron(8):",
      "50 8 * * 1-5  market gather --quiet --store /srv/market /srv/runs"
    ),
    ("To hold the market, and to follow it from another terminal:", "market meet\nmarket watch"),
    (
      "To hold it with a screen reader, over a serial line, or from a script:",
      "market meet --stream"
    ),
    (
      "To do as an owner does:",
      """
      market mine
      market start 12
      market cause 12 "the image enables apache2"
      market countermeasure 12 "apache2 is masked in the image"
      """
    ),
    (
      "To see why failures count as one problem, and say that two problems are one:",
      "market show 12 --why-grouped\nmarket merge 12 into 7"
    ),
    (
      "To take a backup, and to unite it with another store:",
      "market export >store.json\nmarket import --store /srv/other store.json"
    ),
  ]
}
