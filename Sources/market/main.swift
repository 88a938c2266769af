import MarketCommands

MarketCommand.runAndExit()
