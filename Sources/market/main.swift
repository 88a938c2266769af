import MarketCommands

await MarketCommand.runAndExit()
