export default {
	tags: ["posts"],
	permalink: "/{{ page.fileSlug }}/",
};
