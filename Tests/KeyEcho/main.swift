import CursesTerminal
import Glibc
import TextCanvas

// A screen that writes down what it is told, a line for each key. `m` and `M` switch the mouse on and
// off, `e` lends the terminal to a shell with the line that is the argument, `q` ends it.

func listen() throws {
  var screen = try CursesScreen(inColor: false)
  var lines = ["ready \(getpid())"]
  while true {
    var frame = Frame(width: screen.size.width, height: screen.size.height)
    for (y, line) in lines.suffix(frame.height).enumerated() { frame.put(line, x: 0, y: y) }
    screen.show(frame)
    switch screen.nextEvent() {
    case .key(.character("q")), .endOfInput: return
    case .key(.character("m")): screen.setMouse(true)
    case .key(.character("M")): screen.setMouse(false)
    case .key(.character("e")):
      let status = screen.lend { run(CommandLine.arguments[1]) }
      lines.append("status \(status)")
    case .key(.click(let x, let y)): lines.append("click \(x) \(y)")
    case .key(let key): lines.append(key.description)
    case .resize, .news, .timeout: break
    }
  }
}

/// Not `system`, which lets signals be by itself.
func run(_ line: String) -> Int32 {
  var arguments: [UnsafeMutablePointer<CChar>?] = unsafe ["sh", "-c", line].map { (word: String) in
    unsafe strdup(word)
  }
  unsafe arguments.append(nil)
  var child: pid_t = 0
  unsafe posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ)
  var status: Int32 = 0
  while unsafe waitpid(child, &status, 0) < 0 {}
  return status
}

try listen()
