# Run the action of the Workato connector for each JSON line of stdin, against the URL in ARGV.
# It stands in for the methods of Workato's SDK that the connector calls.
require "json"
require "net/http"

class Stop < StandardError; end

class Response
  def initialize(response)
    @response = response
  end

  def after_error_response(pattern)
    code = @response.code.to_i
    if code >= 400 && pattern.match?(@response.code)
      yield code, @response.body, @response.to_hash, @response.message
    end
    JSON.parse(@response.body)
  end
end

class Platform
  def initialize(url, source, key)
    @url = url
    @headers = {}
    @connector = instance_eval(source)
    @connection = { "api_key" => key }
    instance_exec(@connection, &@connector[:connection][:authorization][:apply])
  end

  def headers(added)
    @headers.merge!(added)
  end

  def error(message)
    raise Stop, message
  end

  def call(name, *arguments)
    instance_exec(*arguments, &@connector[:methods][name.to_sym])
  end

  def get(path)
    uri = URI(@url + path)
    JSON.parse(Net::HTTP.get(uri, @headers))
  end

  def post(path, body)
    uri = URI(@url + path)
    Response.new(Net::HTTP.post(uri, JSON.generate(body), @headers.merge("Content-Type" => "application/json")))
  end

  def run(input)
    instance_exec(@connection, input, &@connector[:actions][:look_up_contact][:execute])
  rescue Stop => e
    { "error" => e.message }
  end

  def test
    instance_exec(@connection, &@connector[:test])
  end

  def outputs
    instance_exec(nil, &@connector[:actions][:look_up_contact][:output_fields]).map { |field| field[:name] }
  end
end

url, path, key = ARGV
platform = Platform.new(url, File.read(path), key)
results = $stdin.each_line.map { |line| platform.run(JSON.parse(line)) }
puts JSON.generate("results" => results, "test" => platform.test, "outputs" => platform.outputs)
