<?php
// Prints the output of the parser of Tiny Tiny RSS, one line of JSON per document. TTRSS is the folder with its `classes`.
error_reporting(0);
$folder = getenv('TTRSS') ?: '/usr/share/tt-rss/www';
set_include_path($folder . PATH_SEPARATOR . get_include_path());
class Debug { static function __callStatic($name, $arguments) {} }
// A copy from its functions.php, which needs a database.
function clean($text) { return is_array($text) ? array_map('strip_tags', $text) : (is_string($text) ? strip_tags($text) : $text); }
function rewrite_relative_url($url, $relative) { return UrlHelper::rewrite_relative($url, $relative); }
spl_autoload_register(function ($name) use ($folder) {
    $path = $folder . '/classes/' . strtolower(str_replace('_', '/', $name)) . '.php';
    if (is_file($path)) require_once $path;
});

function entry($it): array {
    $date = $it->get_date();
    return [
        'id' => $it->get_id(),
        'title' => $it->get_title(),
        'link' => $it->get_link(),
        'date' => $date ? gmdate('Y-m-d\TH:i:s\Z', $date) : null,
        'author' => $it->get_author(),
        'summary' => $it->get_description(),
        'content' => $it->get_content(),
        'enclosures' => array_map(fn($e) => [$e->link, $e->type, $e->length], $it->get_enclosures() ?: []),
    ];
}

foreach (array_slice($argv, 1) as $path) {
    try {
        $feed = new FeedParser(file_get_contents($path));
        $feed->init();
        $answer = ['file' => $path, 'accepted' => !$feed->error(), 'problem' => $feed->error() ?: null];
        if ($answer['accepted']) {
            $answer += ['title' => $feed->get_title(), 'link' => $feed->get_link(), 'entries' => array_map('entry', $feed->get_items() ?: [])];
        }
    } catch (Throwable $error) {
        $answer = ['file' => $path, 'accepted' => false, 'problem' => 'crashed: ' . $error->getMessage()];
    }
    echo json_encode($answer + ['entries' => []], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
}
