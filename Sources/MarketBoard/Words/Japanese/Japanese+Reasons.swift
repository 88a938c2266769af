package import MarketAnalysis
import MarketModel

/// Why something is here, with its numbers.
extension Japanese {
  package func why(_ reason: Reason) -> String {
    switch reason {
    case .failed(let hits, let cohort): sentence(for: hits, "失敗") + with(cohort)
    case .flaky(let hits, let times, let rate):
      "\(sentence(for: hits, "失敗"))。発生と回復が\(grouped(times))回、"
        + "該当ノードの実行の\(percent(rate))"
    case .unexplained(let status, let hits): sentence(for: hits, verb(for: status))
    case .green(let caveat, let hits): sentence(for: hits, verb(for: caveat))
    case .newNodes(let new):
      "\(day(new.since))以降の新規\(share(new.new))で失敗、その他は\(share(new.others))。"
        + words(for: new.rarity) + with(new.cohort)
    case .outage(let outage): sentence(for: outage)
    case .oneOffs(let tools, let nodes, let span):
      "\(list(tools.map(\.rawValue)))の実行が各1台で1回失敗し次で回復、"
        + "\(share(nodes))、\(words(for: span))"
    case .notIdempotent(let restlessness): sentence(for: restlessness)
    case .environmentLeak(let leak): sentence(for: leak)
    case .growth(let node, let growth, let nodes):
      "\(node.rawValue)は\(words(for: growth))" + (nodes == 1 ? "" : "。全\(count(nodes, .node))")
    case .slowRuns(let pace, let nodes, let rarity):
      "実行に\(words(for: pace))、\(share(nodes))"
        + (rarity.map { "。同時にこれほどとは\(words(for: $0))" } ?? "")
    case .slowResource(let pace, let nodes, let environments):
      "\(words(for: pace))、\(share(nodes))"
        + (environments.isEmpty ? "" : "(\(list(environments)))")
    case .silent(let since, let last, let miss):
      "\(day(since))まで"
        + (miss == 0 ? "毎晩報告" : "連続の欠報は最大\(count(miss, .night))")
        + "、最後は\(timeOfDay(last)) UTC、以後なし"
    case .stopped(let moment): "昨夜は\(timeOfDay(moment)) UTCまで繰り返し実行、以後なし"
    case .neverHeard(let nights): "構成表にあるが、\(count(nights, .night))の間報告なし"
    }
  }

  /// `実行12回中7回が失敗、118台中4台、02:14–08:40 UTC`
  private func sentence(for hits: Reason.Hits, _ verb: String) -> String {
    "実行\(grouped(hits.runs.of))回中\(grouped(hits.runs.count))回が\(verb)、"
      + "\(share(hits.nodes))、\(words(for: hits.span))"
  }

  private func verb(for status: RunStatus) -> String {
    switch status {
    case .incomplete: "終了報告なし"
    case .unreachable: "未到達"
    case .noResponse: "応答なし"
    case .failure, .success: "メッセージなしの失敗"
    }
  }

  private func verb(for caveat: Caveat.Kind) -> String {
    switch caveat {
    case .errorLogged: "ログにエラーのある成功"
    case .noResources: "リソースのない成功"
    case .cachedCatalogue: "古いカタログでの成功"
    case .cutShort: "最後まで届かない成功"
    case .nothingDone: "何もしない成功"
    case .drifted: "外からの変更を伴う成功"
    }
  }

  private func with(_ cohort: Reason.Cohort?) -> String {
    guard let cohort else { return "" }
    let nodes = cohort.nodes.count == cohort.nodes.of ? "すべて" : share(cohort.nodes)
    return "。\(nodes)が\(trait(cohort.trait)) \(cohort.value)"
  }

  private func sentence(for outage: Reason.Outage) -> String {
    let later = "\(share(outage.healed))がその後は正常"
    let end =
      2 * outage.healed.count >= outage.healed.of
      ? "収束: \(later)" : outage.healed.count == 0 ? "収束を示す実行はまだない" : later
    return "\(list(outage.tools.map(\.rawValue)))の実行\(grouped(outage.runs))回が"
      + (outage.ways == 1 ? "" : "\(outage.ways)通りに")
      + "失敗、\(share(outage.nodes))、\(words(for: outage.span))"
      + (outage.times == 1 ? "" : "、\(outage.times)度") + "。\(end)"
      + (outage.rarity.map { "。\(words(for: $0))" } ?? "")
  }

  private func sentence(for restlessness: Reason.Restlessness) -> String {
    let runs = restlessness.runs
    let restarts =
      restlessness.restarts.isEmpty
      ? "" : "、\(list(restlessness.restarts))を1日\(grouped(restlessness.daily))回再起動"
    return "\(count(restlessness.nodes, .node))の成功した実行\(grouped(runs.of))回中"
      + "\(grouped(runs.count))回で変更\(restarts)"
      + (restlessness.declarations.count > 1 ? "。\(list(restlessness.declarations))が競合" : "")
  }

  private func sentence(for leak: Reason.Leak) -> String {
    let others = leak.count - leak.machines.count
    return "\(leak.origin)の\(list(leak.machines))\(others > 0 ? "他\(others)件" : "")が"
      + "\(leak.environment)の\(count(leak.nodes, .node))に書き込み、\(words(for: leak.span))"
  }

  package func words(for suspect: Suspect) -> String {
    let name = trait(suspect.trait)
    let change =
      switch (suspect.old, suspect.new) {
      case (let old?, let new?): "\(name)が\(old)から\(new)に"
      case (nil, let new?): "\(name) \(new)が追加"
      case (_, nil): "\(name)が消失"
      }
    return "直前に\(change): 該当\(share(suspect.got))が失敗、"
      + "その他は\(share(suspect.others))。\(words(for: suspect.rarity))"
  }

  package func words(for detail: Detail) -> String {
    switch detail {
    case .declared(let places): "宣言: \(list(places))"
    case .changes(let node, let rate):
      "\(node.rawValue): 実行\(grouped(rate.of))回中\(grouped(rate.count))回で変更"
    case .machines(let node, let machines): "\(node.rawValue): \(list(machines))"
    case .slowChange(let node, let seconds): "\(node.rawValue): 最大\(grouped(seconds))秒"
    case .slowRuns(let node, let pace, let isFailing):
      "\(node.rawValue): \(isFailing ? "失敗する" : "")実行に\(grouped(pace.now))秒、"
        + "以前は\(grouped(pace.was))秒"
    case .growth(let node, let growth): "\(node.rawValue): \(words(for: growth))"
    case .failure(let title, let tool, let runs, let nodes):
      "\(title) (\(tool.rawValue)): \(count(nodes, .node))で\(count(runs, .run))"
    case .oneOff(let node, let title): "\(node.rawValue): \(title)"
    }
  }

  package func words(for reason: OwnerReason) -> String {
    let ground =
      switch reason.ground {
      case .adoptedRule(let cookbook): "採用したルール: \(cookbook)"
      case .rule(let subject): "\(subject)の担当"
      case .fixedTheLike: "類似の問題を解決"
      case .roster: "名簿の一員"
      case .wroteInLedger: "台帳に記入"
      case .ownsSomething: "他の問題を担当"
      }
    return "\(ground)、未完了\(reason.load)件"
  }

  package func words(for reason: SeverityReason) -> String {
    switch reason {
    case .notInProduction: "本番環境ではない"
    case .nobodyKnows: "ノードの状態が不明"
    case .nothingFailed: "失敗なし"
    case .otherEnvironment: "別の環境のデータ"
    case .wholeRuns: "実行全体が失敗"
    case .service: "サービスに関わる"
    case .restOfRun: "残りの処理が未適用"
    }
  }
}

// MARK: Numbers and times

extension Japanese {
  private func words(for rarity: Rarity) -> String {
    switch rarity.oneIn {
    case nil: "偶然なら10億回に1回未満"
    case let times? where times < 1000: "偶然なら\(times)回に1回"
    case let times? where times < 1_000_000: "偶然なら\(grouped(times / 1000 * 1000))回に1回"
    case let times?: "偶然なら\(grouped(times / 1_000_000 * 100))万回に1回"
    }
  }

  /// `13–29%`
  private func percent(_ rate: Rate) -> String {
    let (low, high) = percents(rate)
    return low == high ? "\(low)%" : "\(low)–\(high)%"
  }

  /// `118台中4台`
  private func share(_ nodes: Rate) -> String {
    "\(count(nodes.of, .node))中\(count(nodes.count, .node))"
  }

  /// `02:14–08:40 UTC`
  private func words(for span: Reason.Span) -> String {
    let (from, to) = (timeOfDay(span.first), timeOfDay(span.last))
    return (from == to ? "\(from)" : "\(from)–\(to)") + " UTC"
  }

  private func words(for pace: Reason.Pace) -> String {
    "\(grouped(pace.now))秒、以前の夜は\(grouped(pace.was))秒"
  }

  private func words(for growth: Reason.Growth) -> String {
    let left = growth.left.map { "、上限\(grouped(growth.limit)) MBまで\(words(for: $0))" }
    let collecting = growth.collecting.map { "、実行ごとに\($0 / 10).\($0 % 10)秒のGC" }
    return "\(words(for: growth.time))で\(grouped(growth.from))から\(grouped(growth.to)) MBに増加"
      + (left ?? "") + (collecting ?? "")
  }

  private func words(for length: Reason.Length) -> String {
    switch length {
    case .hours(let hours): "\(hours)時間"
    case .days(let days): "\(days)日"
    }
  }

  /// What several tools tell has a word; what only one does, as a cookbook, has its own.
  private func trait(_ name: String) -> String {
    switch name {
    case Traits.image: "イメージ"
    case Traits.zone: "ゾーン"
    case Traits.platform: "プラットフォーム"
    case Traits.agent: "エージェント"
    default: name
    }
  }
}
