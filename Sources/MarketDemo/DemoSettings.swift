/// What the company has set.
package enum DemoSettings {
  package static let yaml = """
    # The settings of the made-up company. Every key is optional.
    market:
      at: "09:00"        # UTC: one night ends and the next begins
      phases:            # minutes
        overnight: 2
        review: 4
        triage: 5
        assign: 3
        close: 1

    roster:
      - name: ana
        full_name: Ana Kovačević
      - name: jonas
        full_name: Jonas Brandt
      - name: mira
        full_name: Mira Lindqvist
      - name: sam
        full_name: Samuel Okafor
      - name: tove
        full_name: Tove Nygård
      - name: yuki
        full_name: Yuki Tanaka

    ownership:           # the first rule that matches decides
      - cookbook: acme_web
        owner: ana
      - cookbook: acme_lb
        owner: ana
      - cookbook: acme_app
        owner: mira
      - cookbook: acme_base
        owner: jonas
      - cookbook: acme_ci
        owner: jonas
      - cookbook: acme_db
        owner: sam
      - cookbook: acme_search
        owner: sam
      - cookbook: acme_queue
        owner: tove
      - cookbook: statsagent
        owner: yuki
      - cookbook: acme_cache
        owner: yuki

    verify_after: 3      # clean nights before a countermeasure counts as verified

    """
}
