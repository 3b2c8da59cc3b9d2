# Prints the output of Ruby's library `rss`, one line of JSON per document. The library validates documents and rejects invalid ones.
require "json"
require "rss"

# The library decodes base64 content to bytes.
def text(value)
  (value.respond_to?(:content) ? value.content : value)&.to_s&.dup&.force_encoding("UTF-8")&.scrub
end

def entry(it)
  atom = it.is_a?(RSS::Atom::Entry) || it.is_a?(RSS::Atom::Feed::Entry)
  link = atom ? it.links.find { |l| l.rel.nil? || l.rel == "alternate" }&.href : it.link
  date = it.respond_to?(:date) ? it.date : nil
  date ||= it.updated&.content if atom
  enclosures = it.respond_to?(:enclosures) ? it.enclosures : []
  {
    id: atom ? text(it.id) : (it.respond_to?(:guid) ? text(it.guid) : it.about),
    title: text(it.title),
    link: link,
    date: date&.getutc&.strftime("%Y-%m-%dT%H:%M:%SZ"),
    author: it.respond_to?(:author) ? (atom ? text(it.author&.name) : it.author) : nil,
    summary: text(atom ? it.summary : it.description),
    content: atom ? text(it.content) : (it.respond_to?(:content_encoded) ? it.content_encoded : nil),
    enclosures: enclosures.map { |e| [e.url, e.type, e.length] },
  }
end

ARGV.each do |path|
  begin
    feed = RSS::Parser.parse(File.binread(path), true)
    raise "no feed" if feed.nil?
    channel = feed.respond_to?(:channel) ? feed.channel : feed
    link = channel.respond_to?(:links) && feed.is_a?(RSS::Atom::Feed) ? channel.links.find { |l| l.rel.nil? || l.rel == "alternate" }&.href : text(channel.link)
    answer = { accepted: true, problem: nil, title: text(channel.title), link: link, entries: feed.items.map { |it| entry(it) } }
  rescue StandardError, SystemStackError => error
    answer = { accepted: false, problem: "#{error.class}: #{error.message}", entries: [] }
  end
  puts JSON.generate({ file: path, **answer, problem: text(answer[:problem]) })
end
