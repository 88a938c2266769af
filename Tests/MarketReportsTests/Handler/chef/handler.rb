# Stands in for the part of Chef that a handler meets, as `chef/handler.rb` and `chef/run_status.rb` of
# Chef 12 to 19 have it: a handler is given the run's status and asked to report.
class Chef
  VERSION = "18.5.0"
  Config = {}

  module Log
    def self.warn(words)
      $stderr.puts("WARN: #{words}")
    end
  end

  class Handler
    attr_reader :run_status

    def run_report_unsafe(run_status)
      @run_status = run_status
      report
    end
  end

  Node = Struct.new(:name, :chef_environment)
  Resource = Struct.new(
    :declared_type, :name, :cookbook_name, :recipe_name, :source_line, :elapsed_time, :updated) do
    def resource_name
      :unknown
    end
  end

  # A run of which a test says only what it is about; it took a minute and a half.
  class RunStatus
    attr_accessor :node, :run_id, :exception, :start_time, :end_time, :all_resources

    def initialize
      @node = Node.new("web-01", "production")
      @run_id = "7d1ab9a5-9e3c-4a9f-8a59-3c2f1d5a0001"
      @start_time = Time.utc(2026, 11, 21, 3, 0, 0.5)
      @end_time = @start_time + 90.25
    end

    def elapsed_time
      @end_time - @start_time
    end

    def success?
      @exception.nil?
    end

    def updated_resources
      all_resources && all_resources.select(&:updated)
    end
  end
end
