(println (str "get=" (System/getenv "DB_PASSWORD")))
(println (str "map=" (get (System/getenv) "DB_PASSWORD")))
(println (str "into=" (:DB_PASSWORD (into {} (for [[name value] (System/getenv)] [(keyword name) value])))))
