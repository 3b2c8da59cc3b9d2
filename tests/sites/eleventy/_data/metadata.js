export default { title: "Harbor Notes", url: "https://harbor.example/", language: "en", author: { name: "Harbor Office" } };
