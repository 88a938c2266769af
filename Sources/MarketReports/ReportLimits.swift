import MarketModel

/// How much of anything a report may have. Over a limit a file or document is named and counted,
/// and the rest of the night goes on. Depth is ``DocumentNode/depthLimit``, text
/// ``Failure/messageLimit``.
package enum ReportLimits {
  /// **Bytes** of one document, and so the memory of one reader. The largest reports known are
  /// 10 MB (compliance reports in Automate).
  package static let documentBytes = 64 << 20

  /// **Bytes** that one packed file may unpack to, however small it is.
  package static let unpackedBytes = 256 << 20

  /// How many times its own size a packed file may unpack to beyond that. A generated night of Chef's
  /// reports packs seven times with gzip and twelve times with zstd; a bomb a thousand times.
  package static let unpackedRatio = 200

  /// **Seconds** of processor time that one file may take: some 60 GB of Chef's reports, at the 2 GB
  /// a second that were measured. A file that takes longer is attacking or would make a market wait.
  package static let seconds = 30.0

  /// Resources of one run. The largest known runs have some 5,000.
  package static let resources = 100_000

  /// Results of one Ansible job, of all its hosts and tasks: 5,000 hosts of 200 tasks have half.
  package static let jobResults = 2_000_000

  /// Failed results that are kept of a host in an Ansible job, the last ones: the fatal one is among
  /// them, and a host that fails more often than that on purpose has told enough.
  package static let jobFailures = 8

  /// Members of a report's outermost object. Chef writes 26 at most, Salt one for each minion, of
  /// which the largest known masters have some 30,000.
  package static let topLevelMembers = 100_000

  /// Attributes of one Chef node that are wanted. A node has eleven, each of them once.
  package static let nodeAttributes = 1_000

  /// Members of an object called `node` after which it is none of Chef's, which have eleven: there are
  /// other tools, and machines may be called so.
  package static let nodeMembers = 32

  /// Complaints about one file that are told singly. A log file that was put among the reports
  /// would have one for every line.
  package static let complaints = 100

  /// Runs of one file that have started and not yet ended while it is read.
  package static let openStarts = 10_000

  /// **MB** that a machine or a process may have: a petabyte. More is no memory.
  package static let megabytes = 1 << 30

  /// **Seconds** that a run may have lasted: ten years. More is a broken clock.
  package static let duration = 315_360_000.0
}
