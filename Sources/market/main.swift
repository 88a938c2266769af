import ArgumentParser
import MarketCommands

MarketCommand.main()
