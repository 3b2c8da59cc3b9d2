<?php
// Prints the output of the SimplePie in WordPress, one line of JSON per document. WORDPRESS is the folder with `wp-includes`.
error_reporting(0);
define('ABSPATH', (getenv('WORDPRESS') ?: '/usr/share/wordpress') . '/');
define('WPINC', 'wp-includes');
require ABSPATH . WPINC . '/class-simplepie.php';

function entry($it): array {
    $enclosures = [];
    foreach ($it->get_enclosures() ?? [] as $e) {
        if ($e->get_link()) $enclosures[] = [$e->get_link(), $e->get_type(), $e->get_length()];
    }
    return [
        'id' => $it->get_id(),
        'title' => $it->get_title(),
        'link' => $it->get_permalink(),
        'date' => $it->get_gmdate('Y-m-d\TH:i:s\Z'),
        'author' => $it->get_author() ? ($it->get_author()->get_name() ?? $it->get_author()->get_email()) : null,
        'summary' => $it->get_description(true),
        'content' => $it->get_content(true),
        'enclosures' => $enclosures,
    ];
}

foreach (array_slice($argv, 1) as $path) {
    $feed = new SimplePie();
    $feed->enable_cache(false);
    $feed->set_raw_data(file_get_contents($path));
    $accepted = $feed->init();
    $answer = ['file' => $path, 'accepted' => $accepted, 'problem' => $feed->error()];
    if ($accepted) {
        $answer += [
            'title' => $feed->get_title(),
            'link' => $feed->get_link(),
            'language' => $feed->get_language(),
            'entries' => array_map('entry', $feed->get_items() ?? []),
        ];
    }
    echo json_encode($answer + ['entries' => []], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
}
