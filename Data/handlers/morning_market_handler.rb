# frozen_string_literal: true

# Tells Morning Market what no report of Chef Infra Client does: how much memory the client holds, how
# long it collects garbage, whether it was started anew. A line of JSON for each run.
#
# To install, add to client.rb:
#
#     require "/usr/local/share/morning-market/handlers/morning_market_handler"
#     morning_market = MorningMarketHandler.new(path: "/var/log/chef/morning-market.jsonl")
#     report_handlers << morning_market
#     exception_handlers << morning_market
#
# The path given here is the default; its folder must exist. Gather the file with the reports of the
# data collector or of JsonFile: a run that is told twice counts once. It grows by some 2 KB a run, so
# have logrotate look after it; no signal is needed, because it is opened for each line.
#
# Works with Chef 12 to 19, needs no gem, and keeps to what Ruby 2.1 understands. It writes no text of an
# exception, no attribute and no name of a resource, which may be a command with a password in it, and
# nothing that goes wrong here stops a run.
require "chef/config"
require "chef/handler"
require "chef/log"
require "json"
require "time"

class MorningMarketHandler < Chef::Handler
  # Of the line. A reader that knows it reads any line with more members.
  VERSION = 1
  DEFAULT_PATH = "/var/log/chef/morning-market.jsonl"
  # Resources that are named with how long they took.
  SLOWEST = 20
  # When the client was started. A daemon that forks for each run (`client_fork`, the default) hands
  # this on to its children, while `runs` stays 1 and the memory is the child's.
  LOADED = Time.now

  class << self
    # What this process has seen so far.
    attr_accessor :runs, :collected

    # Milliseconds of garbage collection since the process began; nil before Ruby 3.1.
    def collecting
      GC.stat[:time]
    end
  end
  self.runs = 0
  self.collected = collecting

  def initialize(options = {})
    @path = options[:path] || DEFAULT_PATH
  end

  def report
    self.class.runs += 1
    # One write to the end of the file: lines of clients that run at once do not mix.
    line = JSON.generate(facts) + "\n"
    File.open(@path, File::WRONLY | File::APPEND | File::CREAT, 0o640) { |file| file.syswrite(line) }
  rescue StandardError, ScriptError, NoMemoryError, SystemStackError => error
    # Only the class: a message may quote anything.
    Chef::Log.warn("MorningMarketHandler could not write to #{@path}: #{error.class}")
  end

  private

  def facts
    node = run_status.node
    {
      morning_market: VERSION,
      node: text(node ? node.name : Chef::Config[:node_name]),
      run_id: run_status.run_id,
      start_time: moment(run_status.start_time),
      end_time: moment(run_status.end_time),
      elapsed_time: run_status.elapsed_time,
      success: run_status.success?,
      why_run: Chef::Config[:why_run] ? true : false,
      environment: node && text(node.chef_environment),
      chef: Chef::VERSION,
      ruby: RUBY_VERSION,
      process: process,
      memory: memory,
      gc: garbage,
      resources: resources
    }
  end

  def process
    { id: Process.pid, parent: Process.ppid, started: moment(LOADED), runs: self.class.runs }
  end

  # In kB, as Linux says it; empty elsewhere.
  def memory
    own = kilobytes("/proc/self/status", "VmRSS" => :rss_kb, "VmHWM" => :peak_kb)
    own.merge(kilobytes("/proc/meminfo", "MemTotal" => :total_kb, "MemAvailable" => :available_kb))
  end

  def kilobytes(file, names)
    File.foreach(file, encoding: "BINARY").each_with_object({}) do |line, found|
      name, value = line.split(":", 2)
      found[names[name]] = value.to_i if names.key?(name)
    end
  rescue SystemCallError
    {}
  end

  # `ms` since the process began, `run_ms` since its run before this one.
  def garbage
    stat = GC.stat
    before = self.class.collected
    now = self.class.collected = self.class.collecting
    {
      count: stat[:count], major: stat[:major_gc_count], live_slots: stat[:heap_live_slots],
      ms: now, run_ms: now && before && now - before
    }
  end

  # Both lists are missing when the run failed before it had any.
  def resources
    all = run_status.all_resources.to_a
    { all: all.size, updated: run_status.updated_resources.to_a.size, slowest: slowest(all) }
  end

  def slowest(all)
    timed = all.select { |resource| resource.elapsed_time.to_f > 0 }
    timed.sort_by { |resource| -resource.elapsed_time }.first(SLOWEST).map do |resource|
      {
        type: text(resource.declared_type || resource.resource_name),
        recipe: text([resource.cookbook_name, resource.recipe_name].compact.join("::")),
        line: line(resource),
        seconds: resource.elapsed_time.round(3)
      }
    end
  end

  # Of `/var/chef/cache/cookbooks/acme_web/recipes/default.rb:12:in `from_file'`.
  def line(resource)
    number = text(resource.source_line)[/:(\d+):/, 1]
    number && number.to_i
  end

  def moment(time)
    time && time.getutc.iso8601(3)
  end

  # What JSON can hold.
  def text(value)
    value.to_s.dup.force_encoding("UTF-8").scrub("?")
  end
end
