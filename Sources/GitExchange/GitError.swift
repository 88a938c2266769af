import MarketModel

/// Why nothing was exchanged, or not all.
package enum GitError: AdvisingError, Hashable {
  case noGit
  case noRepository(store: String)
  case noWorktree(store: String)
  /// Files in the store's folder that git takes for a repository.
  case falseRepository(store: String)
  /// Another user's of this machine, whose settings may name programs.
  case foreignRepository(store: String)
  case noRemote(store: String)
  case unknownRemote(String, store: String, known: [String])
  /// Several, and none of them is meant.
  case manyRemotes(store: String, known: [String])
  /// HEAD is on no branch, so that none can be meant.
  case noBranch(store: String)
  case badBranch(String)
  /// The remote lacks the branch, and it has more than the store.
  case unpublished(branch: String, remote: String, store: String)
  /// The repository is told not to track the store.
  case ignored(store: String)
  case busy(store: String)
  case unreachable(remote: String, store: String, said: String)
  case refused(remote: String, branch: String, store: String, said: String)
  case overtaken(remote: String, branch: String, attempts: Int)
  case tooSlow(command: String, store: String, seconds: Int64)
  case failed(command: String, store: String, said: String)

  package var problem: String {
    switch self {
    case .noGit: "git is not installed, or not in $PATH"
    case .noRepository: "the store lies in no git repository"
    case .noWorktree: "the store lies in git's own folder, not beside it"
    case .falseRepository:
      "files of the store look like a repository, whose settings could name programs"
    case .foreignRepository:
      "the repository belongs to another user, whose settings git does not follow"
    case .noRemote: "the repository has no remote to exchange with"
    case .unknownRemote(let name, _, let known):
      "there is no remote \(name), only \(known.joined(separator: ", "))"
    case .manyRemotes(_, let known):
      "which remote is meant: \(known.joined(separator: ", "))?"
    case .noBranch: "no branch is checked out, so none can be meant"
    case .badBranch(let name): "\(name) can't be the name of a branch"
    case .unpublished(let branch, let remote, _):
      "\(remote) has no branch \(branch), and yours has more than the store, "
        + "which is not ours to push"
    case .ignored: "the repository is told to ignore the store"
    case .busy: "another sync of this store is under way"
    case .unreachable(let remote, _, let said): "\(remote) can't be reached (\(said))"
    case .refused(let remote, let branch, _, let said):
      "\(remote) took nothing for \(branch) (\(said))"
    case .overtaken(let remote, let branch, let attempts):
      "others pushed to \(branch) of \(remote) \(attempts) times while we did"
    case .tooSlow(let command, _, let seconds):
      "git \(command) took longer than \(seconds) seconds, so it was ended"
    case .failed(let command, _, let said): "git \(command) failed (\(said))"
    }
  }

  package var place: String? {
    switch self {
    case .noGit, .badBranch, .overtaken: nil
    case .noRepository(let store), .noWorktree(let store), .falseRepository(let store),
      .foreignRepository(let store), .noRemote(let store),
      .unknownRemote(_, let store, _), .manyRemotes(let store, _), .noBranch(let store),
      .unpublished(_, _, let store), .ignored(let store), .busy(let store),
      .unreachable(_, let store, _), .refused(_, _, let store, _), .tooSlow(_, let store, _),
      .failed(_, let store, _):
      store
    }
  }

  package var remedy: String {
    switch self {
    case .noGit: "install it: apt-get install git"
    case .noRepository(let store): "make one: git -C \(store) init"
    case .noWorktree: "move the store out of it"
    case .falseRepository(let store):
      "see who put them there, and move them away: ls -ld \(store)/HEAD \(store)/config"
    case .foreignRepository:
      "let its owner sync, or make a clone of your own; all decisions are saved here"
    case .noRemote(let store): "name one: git -C \(store) remote add origin URL"
    case .unknownRemote(_, let store, _): "see them: git -C \(store) remote -v"
    case .manyRemotes(_, let known): "say it: market sync --remote \(known.first ?? "origin")"
    case .noBranch: "say with which to exchange: market sync --branch main"
    case .badBranch: "name one as git does: market sync --branch main"
    case .unpublished(let branch, let remote, let store):
      "push it: git -C \(store) push -u \(remote) \(branch); or take a branch of its own: "
        + "market sync --branch market"
    case .ignored: "exchange on a branch of its own: market sync --branch market"
    case .busy: "wait until it is done, then try again: market sync"
    case .unreachable(let remote, let store, _):
      "all decisions are saved here; see what git says: git -C \(store) ls-remote \(remote)"
    case .refused(let remote, let branch, let store, _):
      "all decisions are saved here; see whether you may push: "
        + "git -C \(store) push --dry-run \(remote) HEAD:\(branch)"
    case .overtaken: "all decisions are saved here; try again: market sync"
    case .tooSlow: "all decisions are saved here; try again: market sync"
    case .failed(_, let store, _):
      "all decisions are saved here; see what git says: git -C \(store) status"
    }
  }
}
