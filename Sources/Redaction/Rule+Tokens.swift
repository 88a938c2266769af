extension Rule {
  /// Tokens that are known by their own shape, wherever they stand.
  ///
  /// Source: the page named in each row; for the lengths that those pages leave out, the rules of
  /// gitleaks (github.com/gitleaks/gitleaks, config/gitleaks.toml).
  static let tokens: [Rule] = [
    // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    Rule(
      "aws-access-key", ["AKIA", "ASIA", "ABIA", "ACCA"],
      hides: .token(.uppercase + .digits, 16...16)),
    // cloud.google.com/docs/authentication/api-keys
    Rule("gcp-key", ["AIza"], hides: .token(.base64URL, 35...35)),
    // developers.google.com/identity/protocols/oauth2
    Rule("gcp-key", ["ya29.", "GOCSPX-"], hides: .token(.base64URL + ".", 20...)),
    // learn.microsoft.com/azure: a client secret has "7Q~" or "8Q~" after three bytes of its own.
    Rule("azure-secret", (0...9).map { "\($0)Q~" }, hides: .azureClientSecret),
    // github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available
    Rule(
      "github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], hides: .token(.word, 36...255)),
    Rule("github-token", ["github_pat_"], hides: .token(.word, 22...255)),
    // docs.gitlab.com/security/tokens/#token-prefixes
    Rule(
      "gitlab-token",
      [
        "glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-",
        "gloas-", "glsoat-", "glffct-",
      ], hides: .token(.base64URL + ".", 20...)),
    // docs.slack.dev/authentication/tokens
    Rule(
      "slack-token",
      ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xoxe", "xapp-"],
      hides: .token(.base64URL + ".%", 10...)),
    // docs.stripe.com/keys
    Rule(
      "stripe-key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
      hides: .token(.alphanumeric, 16...)),
    // www.twilio.com/docs/glossary/what-is-an-api-key
    Rule(
      "twilio-key", "0123456789abcdef".map { "SK\($0)" },
      hides: .token(.digits + "abcdef", 31...31)),
    // www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    Rule("sendgrid-key", ["SG."], hides: .token(.base64URL + ".", 60...)),
    // documentation.mailgun.com: "key-" and 32 hex digits
    Rule("mailgun-key", ["key-"], hides: .token(.digits + "abcdef", 32...32)),
    // docs.npmjs.com/about-access-tokens
    Rule("npm-token", ["npm_"], hides: .token(.alphanumeric, 36...36)),
    // pypi.org/help/#apitoken
    Rule("pypi-token", ["pypi-AgE"], hides: .token(.base64URL, 50...)),
    // guides.rubygems.org/api-key-scopes
    Rule("rubygems-key", ["rubygems_"], hides: .token(.hex, 48...48)),
    // docs.docker.com/security/access-tokens
    Rule("docker-token", ["dckr_pat_", "dckr_oat_"], hides: .token(.base64URL, 20...)),
    // docs.digitalocean.com/reference/api
    Rule("digitalocean-token", ["dop_v1_", "doo_v1_", "dor_v1_"], hides: .token(.hex, 64...64)),
    // developer.hashicorp.com/vault/docs/concepts/tokens
    Rule("vault-token", ["hvs.", "hvb.", "hvr."], hides: .token(.base64URL, 20...)),
    // developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    Rule("terraform-token", [".atlasv1."], hides: .terraformToken),
    // www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens
    Rule("pulumi-token", ["pul-"], hides: .token(.hex, 40...40)),
    // grafana.com/docs/grafana/latest/administration/service-accounts
    Rule("grafana-token", ["glsa_", "glc_"], hides: .token(.base64 + "_", 32...)),
    // docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys
    Rule("newrelic-key", ["NRAK-"], hides: .token(.alphanumeric, 27...27)),
    // support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account
    Rule("atlassian-token", ["ATATT3", "ATCTT3", "ATBB"], hides: .token(.base64URL + "=", 28...)),
    // jfrog.com/help: an API key begins with "AKCp"
    Rule("artifactory-key", ["AKCp"], hides: .token(.alphanumeric, 60...80)),
    // docs.databricks.com/dev-tools/auth/pat
    Rule("databricks-token", ["dapi"], hides: .token(.digits + "abcdef", 32...32)),
    // devcenter.heroku.com/changelog-items/2811
    Rule("heroku-key", ["HRKU-"], hides: .token(.base64URL, 36...)),
    // tailscale.com/kb/1085/auth-keys
    Rule("tailscale-key", ["tskey-"], hides: .token(.base64URL, 20...)),
    // platform.openai.com/docs/api-reference/authentication; docs.anthropic.com/en/api
    Rule(
      "ai-key", ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-"],
      hides: .token(.base64URL, 32...)
    ),
    Rule("ai-key", ["sk-"], hides: .token(.alphanumeric, 48...48)),
    // huggingface.co/docs/hub/security-tokens
    Rule("ai-key", ["hf_"], hides: .token(.letters, 34...34)),
    // core.telegram.org/bots/api#authorizing-your-bot
    Rule("telegram-token", [":AA"], hides: .telegramToken),
    // age-encryption.org/v1
    Rule("private-key", ["AGE-SECRET-KEY-1"], hides: .token(.uppercase + .digits, 58...58)),
    // RFC 7519; a header's JSON begins {"a, {"c, {"e, {"k, {"t, {"x, {"z or has a blank in it
    Rule("jwt", ["eyJ"], hides: .jwt),
  ]
}

extension Matcher {
  fileprivate static let azureClientSecret = Matcher { text, site in
    let set = ByteSet.base64URL + "~."
    let start = site.anchor.lowerBound - 3
    let end = text.end(of: set, from: site.anchor.upperBound, limit: 40)
    guard start >= site.floor, text.all(start..<site.anchor.lowerBound, in: set),
      text.isTokenStart(start), 31...34 ~= end - site.anchor.upperBound
    else { return nil }
    return start..<end
  }

  /// Fourteen letters and digits stand before the anchor.
  fileprivate static let terraformToken = Matcher { text, site in
    let start = text.start(
      of: .alphanumeric, before: site.anchor.lowerBound, floor: site.floor, limit: 15)
    let end = text.end(of: .base64URL, from: site.anchor.upperBound, limit: Matcher.longestToken)
    guard site.anchor.lowerBound - start == 14, end - site.anchor.upperBound >= 60 else {
      return nil
    }
    return start..<end
  }

  /// The bot's number stands before the anchor.
  fileprivate static let telegramToken = Matcher { text, site in
    let start = text.start(
      of: .digits, before: site.anchor.lowerBound, floor: site.floor, limit: 11)
    let end = text.end(of: .base64URL, from: site.anchor.upperBound, limit: 34)
    guard 8...10 ~= site.anchor.lowerBound - start, end - site.anchor.upperBound == 33 else {
      return nil
    }
    return start..<end
  }

  /// Two parts at least, of which the first decodes to something that begins like an object. The
  /// third part may be missing, where a message was cut.
  fileprivate static let jwt = Matcher { text, site in
    guard site.isTokenStart(in: text) else { return nil }
    let header = text.end(
      of: .base64URL, from: site.anchor.lowerBound, limit: Matcher.longestToken)
    guard header - site.anchor.lowerBound >= 16, text.byte(at: header) == UInt8(ascii: ".") else {
      return nil
    }
    let end = text.end(of: .base64URL + ".", from: header, limit: Matcher.longestToken)
    return end - header > 16 ? site.anchor.lowerBound..<end : nil
  }
}
