package import ArgumentParser

/// The one command, `market`, and its verbs.
package struct MarketCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "market", abstract: "Hold the morning market of Infrastructure as Code.",
    discussion: """
      Gather what the night's runs reported, hold the market of fifteen minutes, do what you \
      promised, and let the next nights prove it. To see it on the data of a made-up company: \
      `market demo`. All about one command: `market help meet`. The whole manual: `man market`.
      """,
    subcommands: [ManualCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Market",
        subcommands: [
          BoardCommand.self, MeetCommand.self, WatchCommand.self, MinutesCommand.self,
          DemoCommand.self,
        ]),
      CommandGroup(
        name: "Night",
        subcommands: [
          GatherCommand.self, NightCommand.self, InspectCommand.self, NormaliseCommand.self,
          EffectCommand.self,
        ]),
      CommandGroup(
        name: "Problem",
        subcommands: [
          MineCommand.self, ProblemsCommand.self, ShowCommand.self, StartCommand.self,
          NoteCommand.self, CauseCommand.self, CountermeasureCommand.self, StepCommand.self,
          HandCommand.self, CloseCommand.self, ReopenCommand.self, SnoozeCommand.self,
          ParkCommand.self, ParkedCommand.self, UndoCommand.self, RedoCommand.self,
        ]),
      CommandGroup(
        name: "Grouping",
        subcommands: [
          MergeCommand.self, SplitCommand.self, NeverCommand.self, AlwaysCommand.self,
          LayCommand.self,
        ]),
      CommandGroup(
        name: "Store",
        subcommands: [
          InitCommand.self, SyncCommand.self, CheckCommand.self, ExportCommand.self,
          ImportCommand.self, StoreCommand.self,
        ]),
    ], defaultSubcommand: BoardCommand.self)

  package init() {}
}
