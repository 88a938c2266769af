extension Rule {
  /// Secrets that are known by what stands around them.
  static let contexts: [Rule] = [
    // RFC 7468; RFC 4716; RFC 9580, section 6.2
    Rule("private-key", ["-----BEGIN ", "---- BEGIN "], hides: .keyBlock),
    Rule("private-key", ["-----END ", "---- END "], hides: .keyBlockTail),
    // The same once more in base64, as in a kubeconfig's client-key-data.
    Rule("private-key", ["LS0tLS1CRUdJTi"], hides: .encodedKeyBlock),
    // PROTOCOL.key of OpenSSH: "openssh-key-v1" in base64
    Rule("private-key", ["b3BlbnNzaC1rZXktdjE"], hides: .lines(of: .base64)),
    // PuTTY user manual, appendix C: PPK file format
    Rule("private-key", ["Private-Lines: "], hides: .lines(of: .base64)),
    // docs.ansible.com/ansible/latest/vault_guide/vault_using_encrypted_content.html
    Rule("ansible-vault", ["$ANSIBLE_VAULT;"], hides: .lines(of: .hex)),
    // github.com/voxpupuli/hiera-eyaml
    Rule("eyaml", ["ENC[PKCS7,", "ENC[GPG,"], hides: .after(.base64 + "\\\n ", 16...)),
    // crypt(5)
    Rule(
      "password-hash",
      [
        "$1$", "$5$", "$6$", "$7$", "$y$", "$gy$", "$2a$", "$2b$", "$2y$", "$apr1$", "$argon2",
        "$pbkdf2", "pbkdf2_sha",
      ], hides: .cryptHash),
    // RFC 2307, section 5.3
    Rule(
      "password-hash", ["{ssha", "{smd5}", "{crypt}", "{pbkdf2"],
      ignoringCase: true, hides: .ldapHash),
    // RFC 3986, section 3.2.1
    Rule("url-password", ["://"], hides: .urlPassword),
    // github.com/go-sql-driver/mysql#dsn-data-source-name
    Rule("url-password", ["@tcp(", "@unix("], hides: .driverPassword),
    // docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and its like
    Rule(
      "webhook",
      [
        "hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/",
        "discord.com/api/webhooks/", "discordapp.com/api/webhooks/",
        "webhook.office.com/webhookb2/", "api.telegram.org/bot",
      ], hides: .after(.base64URL + "/:@.", 16...)),
    // learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    Rule(
      "azure-key", ["accountkey=", "sharedaccesskey=", "sharedsecret="], ignoringCase: true,
      hides: .after(.base64 + "%", 24...)),
    // learn.microsoft.com/rest/api/storageservices/create-service-sas; S3 and GCS: Signature V4
    Rule(
      "url-signature",
      [
        "?sig=", "&sig=", "x-amz-signature=", "x-goog-signature=", "x-amz-security-token=",
        "&signature=", "?signature=",
      ], ignoringCase: true, hides: .after(.base64URL + "%+/.=", 20...)),
    // RFC 9110, section 11.6.2
    Rule("authorization", ["authorization"], ignoringCase: true, hides: .authorization),
    // RFC 6750, section 2.1
    Rule("authorization", ["bearer "], ignoringCase: true, hides: .bearer),
    // RFC 7617
    Rule("authorization", ["basic "], ignoringCase: true, hides: .basicCredentials),
    // RFC 6265
    Rule("cookie", ["cookie"], ignoringCase: true, hides: .cookie),
    // The manual page of each.
    Rule("password", [" -p"], hides: .option(joinedBy: "mysql", "mariadb", "sshpass")),
    Rule(
      "password", [" -p"],
      hides: .option(of: "sshpass", "docker login", "podman login", "registry login", "mongo")),
    Rule("password", [" -a"], hides: .option(of: "redis-cli")),
    Rule("password", [" -w"], hides: .option(of: "ldap")),
    Rule("password", [" -P"], hides: .option(of: "sqlcmd", "ipmitool")),
    Rule(
      "password", [" -u", " --user", " --proxy-user"], hides: .user(of: "curl", dividedBy: ":")),
    Rule("password", [" -U"], hides: .user(of: "smbclient", "rpcclient", dividedBy: "%")),
    Rule("password", ["add_user ", "change_password "], hides: .secondWord),
    Rule("password", ["requirepass ", "masterauth ", "auth_pass "], hides: .after(.visible, 4...)),
  ]
}
