package import ArgumentParser

/// The one command, `market`, and its verbs.
package struct MarketCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "market", abstract: "Hold the morning market of Infrastructure as Code.",
    subcommands: [
      BoardCommand.self, MeetCommand.self, WatchCommand.self, DemoCommand.self,
      InitCommand.self, GatherCommand.self, InspectCommand.self, NormaliseCommand.self,
      NightCommand.self,
      ProblemsCommand.self, ShowCommand.self, MineCommand.self, StartCommand.self,
      NoteCommand.self, CauseCommand.self, CountermeasureCommand.self, StepCommand.self,
      HandCommand.self, CloseCommand.self, ReopenCommand.self, SnoozeCommand.self,
      MergeCommand.self, SplitCommand.self, NeverCommand.self, AlwaysCommand.self,
      LayCommand.self, UndoCommand.self, RedoCommand.self, ParkCommand.self,
      ParkedCommand.self, MinutesCommand.self, EffectCommand.self, SyncCommand.self,
      CheckCommand.self, ExportCommand.self, ImportCommand.self, StoreCommand.self,
    ], defaultSubcommand: BoardCommand.self)

  package init() {}
}
